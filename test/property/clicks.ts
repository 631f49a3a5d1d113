import { expect } from 'vitest'
import {
  commandFor,
  expectDecider,
  expectTaken,
  isNewWorry,
  mayBeInTheDark,
  sayWhat,
  send,
  type Told,
} from './deeds.js'
import { deliverAgain } from './deliveries.js'
import { type Choice, choose, Doing } from './doing.js'
import { passTime } from './happenings.js'
import type { Life } from './lives.js'
import { attempt } from './model.js'
import type { Attempt } from './model-types.js'
import { takeByCard } from './screens.js'
import { expectSame, readStored } from './stored.js'

/** Somebody takes a step, at the buttons in front of them or straight in core; the click may be delivered twice. */
export class Take extends Doing {
  constructor(readonly how: Choice & { by: 'card' | 'core'; times: 1 | 2 }) {
    super()
  }

  protected async act(told: Told, life: Life): Promise<void> {
    const what = choose(this.how, told, life)
    if (!what) return
    if (what.at > life.now) await passTime(life, what.at)
    const how = this.how.by === 'card' ? 'by card where there is one' : 'in core'
    life.story.push(`${sayWhat(what)} (${how}${this.how.times === 2 ? ', twice' : ''})`)
    const read = this.how.by === 'card' ? await takeByCard(life, told, what) : null
    if (read) {
      if (this.how.times === 2) await deliverAgain(life)
      life.tally.byCard += 1
      return expectTaken(life, told, what, read)
    }
    const command = commandFor(life, told, what)
    const reads = await Promise.all(Array.from({ length: this.how.times }, () => send(life, command)))
    const [first = { answer: 'nothing' as const, say: '' }] = reads
    for (const each of reads) expect(each, sayWhat(what)).toEqual(first)
    await expectTaken(life, told, what, first)
  }
}

/** Two people at the same moment: as if one had been first, and the other reads what the first has done. */
export class Together extends Doing {
  constructor(readonly choices: readonly [Choice, Choice]) {
    super()
  }

  protected async act(told: Told, life: Life): Promise<void> {
    const [a, b] = this.choices.map((choice) => choose(choice, told, life))
    if (!a || !b || a.at > life.now || b.at > life.now || isSameForm(a, b)) return
    const other =
      a.step === 'make_offer' && b.step === 'make_offer' ? { ...b, offer: `${b.offer}1` } : { ...b }
    life.tally.together += 1
    life.story.push(`at once: ${sayWhat(a)}; ${sayWhat(other)}`)
    const reads = await Promise.all([a, other].map((what) => send(life, commandFor(life, told, what))))
    const stored = await readStored(life.place.owner, life.id)
    const orders = [
      [a, other],
      [other, a],
    ].map((order) => inOrder(told, order))
    const fits = orders.filter(
      ({ answers }) =>
        answers.get(a)?.has(reads[0]?.answer ?? '') && answers.get(other)?.has(reads[1]?.answer ?? ''),
    )
    expect(fits.length, `in no order: ${JSON.stringify(reads)}`).toBeGreaterThan(0)
    const [only = told, second] = fits.map(({ model }) => ({ model }))
    const real = second && !isSame(only, stored, life) ? second : only
    expectSame(real.model, stored, life.offers)
    told.model = real.model
    for (const [at, what] of [a, other].entries())
      if (reads[at]?.answer === 'refused') expectDecider(told.model, what, reads[at])
  }
}

/** A click of before is delivered again: the first outcome is said again, and nothing changes. */
export class Again extends Doing {
  constructor(readonly which: number) {
    super()
  }

  protected async act(told: Told, life: Life): Promise<void> {
    const before = life.done[this.which % Math.max(1, life.done.length)]
    if (!before || isNewWorry(told, before.command.action, before.at, life.now)) return
    life.story.push(`again: ${before.command.action} of before`)
    expect(await send(life, before.command)).toEqual({ answer: 'done', say: before.say })
  }
}

/** The second of two forms with the same answers has nothing left to change. */
function isSameForm(a: Attempt, b: Attempt): boolean {
  return a.step === b.step && (a.step === 'change_request' || a.step === 'set_exclusion')
}

function inOrder(told: Told, order: readonly Attempt[]) {
  const answers = new Map<Attempt, Set<string>>()
  let { model } = told
  for (const what of order) {
    const { answer, next } = attempt(model, what)
    const dark = answer === 'refused' && mayBeInTheDark(model, what)
    answers.set(what, new Set([answer, ...(dark ? ['done'] : [])]))
    model = next
  }
  return { answers, model }
}

function isSame({ model }: Told, stored: Parameters<typeof expectSame>[1], { offers }: Life): boolean {
  try {
    expectSame(model, stored, offers)
    return true
  } catch {
    return false
  }
}
