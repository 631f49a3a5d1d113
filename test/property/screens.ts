import { formOf } from '../../src/bots/forms/index.js'
import {
  type FormResult,
  type Handle,
  type Hands,
  isOf,
  type ShownForm,
  type Values,
} from '../end-to-end/hands.js'
import { SlackHands } from '../end-to-end/hands-slack.js'
import { TeamsHands } from '../end-to-end/hands-teams.js'
import { SCHEME } from '../end-to-end/world.js'
import { answersTo } from './answers.js'
import { nthOf, type Told } from './deeds.js'
import { noting } from './deliveries.js'
import type { Kept, Life } from './lives.js'
import { attempt } from './model.js'
import type { Attempt, Who } from './model-types.js'
import { type Read, readOf } from './words.js'

/** Steps whose button opens a form of many pages or of no answers of ours: taken in core alone. */
const NOT_BY_CARD: readonly Attempt['step'][] = ['amend', 'submit', 'set_exclusion', 'move_again']

export function handsFor(life: Life, { id }: Who): Hands {
  const { world } = life.place
  return world.platformOf(id) === 'slack'
    ? new SlackHands(world, noting(life, world.as(id)))
    : new TeamsHands(world, noting(life, world.inTeams(id)))
}

/** The request's card as it is now, in this person's chat; null when they get none. */
async function cardOf(life: Life, who: Who): Promise<Handle | null> {
  const code = await codeFor(life, who)
  if (!code) return null
  const hands = handsFor(life, who)
  // An answer that came too late to be waited for may lie over the chat.
  await hands.close()
  const before = new Set(hands.chat().map(({ id }) => id))
  await insist(() => hands.type(`status ${code}`))
  const isAnswer = ({ id, words }: Handle) => !before.has(id) && words.includes(code)
  const answer = hands.chat().findLast(isAnswer) ?? null
  await hands.close()
  return answer
}

/** What somebody is answered who quotes this code. */
export async function askFor(life: Life, who: Who, code: string): Promise<string> {
  const hands = handsFor(life, who)
  const answer = await insist(() => hands.type(`status ${code}`))
  await hands.close()
  return answer
}

/** The button's name with what it is about, where this card has it. */
function buttonFor(life: Life, card: Handle, what: Attempt): string | null {
  const offerId = life.offers.get(what.offer ?? '')
  const wanted = offerId === undefined || what.step === 'make_offer' ? what.step : `${what.step}:${offerId}`
  return card.actions.find((id) => id === wanted) ?? null
}

/** Takes a step at the buttons of a fresh card, and in its form. Null: there is no such button for them. */
export async function takeByCard(life: Life, told: Told, what: Attempt): Promise<Read | null> {
  if (what.onBehalf) return takeForSomebody(life, told, what)
  const seen = await buttonOf(life, told, what)
  return seen && pressCard(life, told, what, seen)
}

/** A coordinator chooses for whom and which step, and then fills in that step's own form. */
async function takeForSomebody(life: Life, told: Told, what: Attempt): Promise<Read | null> {
  const isOffered = attempt(told.model, what).answer === 'done' && isByCard(what.step)
  const seen = isOffered && !life.hasForm(what.by) ? await look(life, told, what.by) : null
  if (!seen?.card.actions.includes('on_behalf')) return null
  const hands = handsFor(life, what.by)
  await insist(() => hands.press(seen.card, 'on_behalf'))
  const about = what.step === 'make_offer' ? undefined : life.offers.get(what.offer ?? '')
  const sent = await insist(() =>
    hands.fill({
      personId: what.onBehalf?.id ?? '',
      action: about === undefined ? what.step : `${what.step}:${about}`,
      confirmedBy: 'phone',
    }),
  )
  return sent.next ? fillForm(life, told, what) : finished(hands, what, saidIn(sent))
}

/** Opens the form of a step and leaves it open. Whether there was one. */
export async function openForm(life: Life, told: Told, what: Attempt): Promise<boolean> {
  if (formOf(what.step) === null) return false
  const seen = await buttonOf(life, told, what)
  if (!seen) return false
  const hands = handsFor(life, what.by)
  await insist(() => hands.press(seen.card, seen.button))
  if (hands.form()) life.forms.push(what)
  else await hands.close()
  return hands.form() !== null
}

async function buttonOf(life: Life, told: Told, what: Attempt): Promise<(Kept & { button: string }) | null> {
  if (!isByCard(what.step) || life.hasForm(what.by)) return null
  const kept =
    what.step === 'make_offer' ? await lookAtNotice(life, told, what.by) : await look(life, told, what.by)
  const button = kept && buttonFor(life, kept.card, what)
  return button ? { ...kept, button } : null
}

/** The request's card, with the version that it shows. */
export async function look(life: Life, { model }: Told, who: Who): Promise<Kept | null> {
  const card = await cardOf(life, who)
  return card && { who, card, version: model.taken.length + 1 }
}

export async function lookAtNotice(life: Life, { model }: Told, who: Who): Promise<Kept | null> {
  const card = await noticeOf(life, who)
  return card && { who, card, version: model.taken.length + 1, round: model.round }
}

export function isByCard(step: Attempt['step']): boolean {
  return !NOT_BY_CARD.includes(step)
}

/** Presses, also on a card that lags behind, and fills in the form where one opens. */
export async function pressCard(
  life: Life,
  told: Told,
  what: Attempt,
  on: Kept & { button: string; stale?: boolean },
): Promise<Read> {
  const hands = handsFor(life, what.by)
  const said = await insist(() => hands.press(on.card, on.button, { stale: on.stale ?? false }))
  if (hands.form()) return fillForm(life, told, what)
  const read = await finished(hands, what, said)
  if (read.answer === 'done') life.pressed.set(keyOf(on), { say: read.say, at: life.now })
  return read
}

/**
 * Placement or request, verb, actor and revision, as far as they differ within one life. What stands on a housing
 * officer's answers counts no steps, so every one of them has a key of its own.
 */
export function keyOf({ who, version, button, card }: Kept & { button: string }): string {
  const isOwnOffer = who.role === 'officer' && !isOf(button, 'make_offer')
  return `${who.id} ${button} ${isOwnOffer ? card.id : version}`
}

/** Fills in and sends the form in front of somebody, as it stands. */
export async function fillForm(life: Life, told: Told, what: Attempt): Promise<Read> {
  const hands = handsFor(life, what.by)
  const form = hands.form()
  if (!form) throw new Error(`${what.by.id} has no form for ${what.step}`)
  const answers = asked(form, answersTo(what, nthOf(told.model, what)))
  const sent = await insist(() => hands.fill(answers))
  if (sent.next) throw new Error(`${what.step} has another page`)
  return finished(hands, what, saidIn(sent))
}

function saidIn({ said, errors }: FormResult): string {
  return said ?? Object.values(errors)[0] ?? ''
}

const NOT_CONFIRMED = /operation_timeout|no answer in time|Not confirmed/
const MOST_PRESSES = 5

/** "Not confirmed. Press again; pressing twice is harmless": a busy machine does answer late. */
async function insist<T extends string | FormResult>(press: () => Promise<T>, pressed = 1): Promise<T> {
  const again = () => insist(press, pressed + 1)
  try {
    const answer = await press()
    const words = typeof answer === 'string' ? answer : saidIn(answer)
    return NOT_CONFIRMED.test(words) && pressed < MOST_PRESSES ? again() : answer
  } catch (error) {
    if (pressed < MOST_PRESSES && error instanceof Error && NOT_CONFIRMED.test(error.message)) return again()
    throw error
  }
}

/** Their answers to the questions of this form. */
function asked({ fields }: ShownForm, answers: Values): Values {
  const names = fields.map(({ name }) => name)
  return Object.fromEntries(Object.entries(answers).filter(([name]) => names.includes(name)))
}

async function finished(hands: Hands, { step }: Attempt, said: string): Promise<Read> {
  await hands.close()
  return readOf(step, firstLine(said))
}

/** A sentence may be followed by a line with whom to phone. */
function firstLine(said: string): string {
  return said.split('\n')[0] ?? ''
}

/** Working code for those who quote it, the partner's own reference for a housing officer. */
async function codeFor(life: Life, who: Who): Promise<string | null> {
  if (who.role === 'officer') return (await referenceOf(life, who.at)) ?? null
  const [request] = await life.ports.store.forScheme(SCHEME).listRequests({ ids: [life.id] })
  return request?.workingCode ?? null
}

async function referenceOf(life: Life, partnerId: string): Promise<string | undefined> {
  const notices = await life.ports.store.forScheme(SCHEME).listNotices({ partnerId })
  return notices.find(({ requestId }) => requestId === life.id)?.reference
}

/** The notice in the partner's channel, where it stands there already; others of the partner are not in it. */
async function noticeOf(life: Life, who: Who): Promise<Handle | null> {
  if (who.role !== 'officer') return null
  const reference = await referenceOf(life, who.at)
  if (!reference) return null
  const room = handsFor(life, who).room(who.at)
  return (
    room.findLast(
      ({ words, actions }) => words.includes(reference) && actions.some((id) => isOf(id, 'make_offer')),
    ) ?? null
  )
}
