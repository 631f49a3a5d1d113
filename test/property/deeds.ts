import { expect } from 'vitest'
import type { Outcome } from '../../src/core/outcome.js'
import { type Command, perform } from '../../src/core/perform.js'
import { SCHEME } from '../end-to-end/world.js'
import { answersTo } from './answers.js'
import { nameOf } from './cast.js'
import { type Life, learnOffers } from './lives.js'
import { attempt, partOf } from './model.js'
import { CHOSEN, WAITING } from './model-rules.js'
import type { Attempt, Model } from './model-types.js'
import { expectSame, readStored } from './stored.js'
import { deciderIn, type Read, readOf } from './words.js'

/** What the model says so far; commands move it on. */
export interface Told {
  model: Model
}

export type CommandOf = Command

/** The step as core takes it. Sent again with the same key, it is the same click. */
export function commandFor(life: Life, { model }: Told, what: Attempt): Command {
  const offerId = life.offers.get(what.offer ?? '')
  return {
    schemeId: SCHEME,
    action: what.step,
    target: { requestId: life.id },
    actor: { personId: what.by.id },
    key: life.newKey(),
    newId: life.ports.ids.ordered(),
    input: answersTo(what, nthOf(model, what)),
    ...(offerId !== undefined && { offerId }),
    ...(what.onBehalf && { onBehalf: { personId: what.onBehalf.id, confirmedBy: 'phone' as const } }),
  }
}

export function nthOf({ taken }: Model, { step }: Attempt): number {
  return taken.filter((each) => each.step === step).length + 1
}

export async function send(life: Life, command: Command): Promise<Read> {
  const outcome = await perform(life.ports, command)
  const read = readOfOutcome(command, outcome)
  if (read.answer === 'done') {
    life.done.push({ command, say: read.say, at: life.now })
    if (command.action === 'make_offer') {
      const { propertyNumber } = command.input as { propertyNumber: string }
      life.offers.set(propertyNumber, command.newId ?? '')
    }
  }
  return read
}

/** The kind of an outcome says the same as its sentence. */
export function readOfOutcome({ action }: Command, outcome: Outcome): Read {
  const say = outcome.kind === 'invalid' ? (Object.values(outcome.errors)[0] ?? '') : outcome.say
  const read = readOf(action as Attempt['step'], say)
  const kinds: Record<Read['answer'], readonly Outcome['kind'][]> = {
    done: ['done'],
    nothing: ['nothing_found'],
    refused: ['late', 'refused', 'invalid'],
  }
  expect(kinds[read.answer], `${action}: ${say}`).toContain(outcome.kind)
  return read
}

/** What was read, and what stands there now, is what the model says of this attempt; the model moves on. */
export async function expectTaken(life: Life, told: Told, what: Attempt, read: Read): Promise<void> {
  const { answer, next } = attempt(told.model, what)
  if (answer === 'refused' && read.answer === 'done' && mayBeInTheDark(told.model, what)) {
    life.tally.refused += 1
    return expectState(life, told)
  }
  expect({ ...read, answer: read.answer }, sayWhat(what)).toMatchObject({ answer })
  expectDecider(told.model, what, read)
  life.tally[answer] += 1
  told.model = next
  await expectState(life, told)
}

const OWN_OFFER: readonly Attempt['step'][] = [
  'withdraw_offer',
  'keep_offer',
  'release_offer',
  'arrange_viewing',
  'record_viewing',
]

/** P2: until the batch tells that a home was not taken up, its officer gets the answers of before. Nothing changes. */
export function mayBeInTheDark({ offers }: Model, { step, by, onBehalf, offer }: Attempt): boolean {
  const state = offers[offer ?? '']?.state
  const hasEnded = state !== undefined && ![...WAITING, ...CHOSEN].includes(state)
  return hasEnded && by.role === 'officer' && !onBehalf && OWN_OFFER.includes(step)
}

export async function expectState(life: Life, { model }: Told): Promise<void> {
  const stored = await readStored(life.place.owner, life.id)
  await learnOffers(life, stored)
  expectSame(model, stored, life.offers)
}

const DECIDING: readonly Attempt['step'][] = ['approve', 'decline', 'ask_question', 'send_to_panel']

/** "already decided by … at …": where the landlord has decided, a lead who comes too late reads who it was. */
export function expectDecider(model: Model, what: Attempt, read: Read): void {
  const decider = deciderIn(read.say)
  const { decision } = model
  if (decider !== null) expect(decider, sayWhat(what)).toBe(decision && nameOf(decision.by))
  const asks = DECIDING.includes(what.step) && partOf(model, what.by) === 'lead' && !what.onBehalf
  if (asks && read.answer === 'refused' && decision) expect(decider, read.say).not.toBeNull()
}

export function sayWhat({ step, by, onBehalf, offer, into, suitable, round }: Attempt): string {
  const words = [
    `${by.id}: ${step}`,
    offer,
    into && `into ${into}`,
    suitable === false && 'not suitable',
    round !== undefined && `on the notice of round ${round}`,
    onBehalf && `for ${onBehalf.id}`,
  ]
  return words.filter(Boolean).join(' ')
}

/** Once somebody has phoned back, or ten minutes later, the same press is a new worry, and no repeat. */
export function isNewWorry({ model }: Told, action: string, pressedAt: Date, now: Date): boolean {
  if (action !== 'raise_safety_concern' && action !== 'report_risk_change') return false
  return !model.worried || now.getTime() - pressedAt.getTime() >= 10 * 60_000
}
