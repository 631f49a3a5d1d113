import type { FormId } from '../../src/bots/forms/form-id.js'
import type { Ephemeral, FieldValue, FieldValues, View } from '../../src/standins/slack/index.js'
import { isAction, openForm, type } from './acting.js'
import { dayOf, PARTNER, requestAt, type Stage, type Staged } from './stage.js'
import { SCHEME, type World } from './world.js'

/** One answer that must be refused at its field. */
export interface Wrong {
  field: string
  why: string
  value: FieldValue
  /** Answers to other fields under which it is wrong. */
  beside?: FieldValues
}

/** How a form gets in front of somebody, what is right in it, and what is wrong besides what is wrong everywhere. */
export interface FormCase {
  who: string
  open(world: World): Promise<{ view: View; staged?: Staged }>
  good(world: World): FieldValues
  wrong?(world: World): Wrong[]
  /** What the form says or shows when it was sent as it should be. */
  ends: RegExp
}

export const WHY: FieldValues = { reason: 'other', note: 'Something else has happened.' }
export const noteMissing: Wrong = { field: 'note', why: 'missing where the reason needs one', value: null }
/** A form that asks for a reason and a note. */
export const whyCase = (who: string, stage: Stage, action: FormId, ends: RegExp, by = byCode): FormCase => ({
  who,
  open: onCard(who, stage, action, by),
  good: () => WHY,
  wrong: (): Wrong[] => [noteMissing],
  ends,
})
/** So many days from now. */
export const day = (world: World, from: number): string =>
  dayOf(new Date(world.now().getTime() + from * 24 * 3_600_000))

type By = (world: World, who: string, staged: Staged) => Promise<Ephemeral>

/** The card that the person gets by typing the working code. */
async function byCode(world: World, who: string, staged: Staged) {
  return type(world, who, `status ${await staged.code()}`)
}

/** A partner knows the request by its own reference. */
export async function byReference(world: World, who: string, staged: Staged) {
  return type(world, who, `status ${await referenceOf(staged)}`)
}

/** An enquiry has no code yet: it is opened from the list of one's own. */
export async function inList(world: World, who: string, staged: Staged) {
  const list = await type(world, who, 'mine')
  await world.as(who).press(list, isAction(`read_request:${staged.id}`))
  return world.until(() =>
    world.slack.store.ephemerals(world.userId(who)).findLast((shown) => shown.ts > list.ts),
  )
}

/** Opens a form on the card of a request that stands at this stage. */
export function onCard(who: string, stage: Stage, action: FormId, by: By = byCode): FormCase['open'] {
  return async (world) => opened(world, who, await requestAt(world, stage), action, by)
}

export async function opened(world: World, who: string, staged: Staged, action: FormId, by: By = byCode) {
  return { staged, view: await openForm(world, who, { on: await by(world, who, staged), action }) }
}

export function typed(who: string, words: string): FormCase['open'] {
  return async (world) => ({ view: await openForm(world, who, { typed: words }) })
}

export async function referenceOf({ world, id }: Staged): Promise<string> {
  const notices = await world.app.opened.store.forScheme(SCHEME).listNotices({ partnerId: PARTNER })
  return notices.find(({ requestId }) => requestId === id)?.reference ?? ''
}
