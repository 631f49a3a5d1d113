import { expect } from 'vitest'
import { CAST } from './cast.js'
import { everyAttempt } from './choices.js'
import { expectTaken, isNewWorry, sayWhat, type Told } from './deeds.js'
import { type Choice, choose, Doing } from './doing.js'
import type { Kept, Life } from './lives.js'
import { partOf } from './model.js'
import { rules, type Step } from './model-rules.js'
import type { Attempt } from './model-types.js'
import { askFor, fillForm, isByCard, keyOf, look, lookAtNotice, openForm, pressCard } from './screens.js'

/** Somebody looks at the card, or at the notice in their channel, and leaves it standing there. */
export class Look extends Doing {
  constructor(
    readonly whose: number,
    readonly at: 'card' | 'notice',
  ) {
    super()
  }

  protected async act(told: Told, life: Life): Promise<void> {
    const people = CAST.filter((who) => partOf(told.model, who) !== null && !life.hasForm(who))
    const who = people[this.whose % Math.max(1, people.length)]
    if (!who) return
    life.story.push(`${who.id} looks at the ${this.at}`)
    const isNotice = this.at === 'notice' && who.role === 'officer'
    const kept = await (isNotice ? lookAtNotice(life, told, who) : look(life, told, who))
    if (kept) life.kept.push(kept)
  }
}

/** A button of a card that was drawn earlier and has changed, or gone, since. */
export class PressLate extends Doing {
  constructor(
    readonly which: number,
    readonly button: number,
  ) {
    super()
  }

  protected async act(told: Told, life: Life): Promise<void> {
    const kept = life.kept[this.which % Math.max(1, life.kept.length)]
    const what = kept && this.#whatOf(told, life, kept)
    if (!what || life.hasForm(kept.who)) return
    life.story.push(`late, on version ${kept.version}: ${sayWhat(what.attempt)}`)
    const on = { ...kept, button: what.button, stale: true }
    life.tally.late += 1
    const before = life.pressed.get(keyOf(on))
    const isNew = !before || isNewWorry(told, what.attempt.step, before.at, life.now)
    const read = await pressCard(life, told, what.attempt, on)
    if (isNew) return expectTaken(life, told, what.attempt, read)
    expect(read).toEqual({ answer: 'done', say: before.say })
  }

  #whatOf(told: Told, life: Life, kept: Kept): { attempt: Attempt; button: string } | undefined {
    const all = everyAttempt(told.model, life.now)
    const numbers = new Map([...life.offers].map(([number, id]) => [id, number]))
    const known = kept.card.actions.flatMap((button) => {
      const [step = '', offerId = ''] = button.split(':')
      if (!Object.hasOwn(rules, step) || !isByCard(step as Step)) return []
      const found = all.find(
        (each) =>
          each.step === step &&
          each.by.id === kept.who.id &&
          !each.onBehalf &&
          (step === 'make_offer' || each.offer === numbers.get(offerId)),
      )
      return found
        ? [{ button, attempt: { ...found, ...(kept.round !== undefined && { round: kept.round }) } }]
        : []
    })
    return known[this.button % Math.max(1, known.length)]
  }
}

/** Somebody opens a form and does not send it yet. */
export class OpenForm extends Doing {
  constructor(readonly how: Choice) {
    super()
  }

  protected async act(told: Told, life: Life): Promise<void> {
    const what = choose(this.how, told, life)
    if (!what || what.onBehalf || what.at > life.now || life.hasForm(what.by)) return
    const reserved =
      what.step === 'make_offer' ? { offer: `F-${told.model.taken.length}`, round: told.model.round } : {}
    life.story.push(`opens the form: ${sayWhat(what)}`)
    await openForm(life, told, { ...what, ...reserved })
  }
}

/** The form that was opened earlier is sent, whatever has happened meanwhile. */
export class SendForm extends Doing {
  constructor(readonly which: number) {
    super()
  }

  protected async act(told: Told, life: Life): Promise<void> {
    const [opened] = life.forms.splice(this.which % Math.max(1, life.forms.length), 1)
    if (!opened) return
    const { now } = life
    const fresh = everyAttempt(told.model, now).find(
      ({ step, by, onBehalf, offer }) =>
        step === opened.step && by.id === opened.by.id && !onBehalf && offer === opened.offer,
    )
    const what = { ...opened, at: now, ...(fresh?.until && { until: fresh.until }) }
    life.tally.late += 1
    life.story.push(`sends the form of before: ${sayWhat(what)}`)
    await expectTaken(life, told, what, await fillForm(life, told, what))
  }
}

/** Somebody who has no part in it quotes its code. */
export class AskInVain extends Doing {
  constructor(readonly whose: number) {
    super()
  }

  protected async act(told: Told, life: Life): Promise<void> {
    const strangers = CAST.filter(
      (who) => (who.role === 'NO' || who.role === 'lead') && partOf(told.model, who) === null,
    )
    const who = strangers[this.whose % strangers.length]
    if (!who || life.hasForm(who)) return
    const { rows } = await life.place.owner.query<{ code: string | null }>(
      'select "workingCode" as code from "Request" where id = $1',
      [life.id],
    )
    life.story.push(`${who.id} asks for it`)
    expect(await askFor(life, who, rows[0]?.code ?? 'W-AAAAAA')).toBe('Nothing found for you.')
  }
}
