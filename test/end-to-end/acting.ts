import { randomUUID } from 'node:crypto'
import type {
  ActResult,
  Dict,
  Element,
  Ephemeral,
  FieldValues,
  Message,
  PressTarget,
  View,
} from '../../src/standins/slack/index.js'
import { REFERRAL_PAGES } from '../support/referral-pages.js'
import { type World, wordsOf } from './world.js'

/** Whether a button's action id is of this action: `approve`, or `check_area:<offer>`. */
export function isAction(action: string) {
  return (element: Element) => {
    const id = (element as { action_id?: unknown }).action_id
    return typeof id === 'string' && (id === action || id.startsWith(`${action}:`))
  }
}

/** Fills in and sends a whole referral from the slash command on; returns the working code. */
export async function refer(
  world: World,
  officer: string,
  answers: Record<string, FieldValues> = {},
): Promise<string> {
  const person = world.as(officer)
  await person.command(undefined, '/reciprocal', 'refer')
  for (const [page, values] of Object.entries(REFERRAL_PAGES)) {
    const modal = await world.until(() => person.modal())
    const { errors, saw } = await person.submit(modal.id, { ...values, ...answers[page] })
    if (Object.keys(errors).length > 0 || saw)
      throw new Error(`${page}: ${saw ?? ''} ${JSON.stringify(errors)}`)
  }
  const card = await world.card(officer, /W-[0-9A-Z]{6}/)
  const code = /W-[0-9A-Z]{6}/.exec(wordsOf(card))?.[0]
  if (!code) throw new Error('no working code')
  const modal = person.modal()
  if (modal) await person.closeView(modal.id, { all: true })
  return code
}

/** Sends the form in front of a person. */
export async function fill(world: World, personId: string, values: FieldValues): Promise<ActResult> {
  const person = world.as(personId)
  const modal = await world.until(() => {
    const open = person.modal()
    return open?.submit ? open : undefined
  })
  const sent = await person.submit(modal.id, values)
  if (Object.keys(sent.errors).length > 0 || sent.saw)
    throw new Error(`${personId}: ${sent.saw ?? ''} ${JSON.stringify(sent.errors)}`)
  return sent
}

/** Everything a person can read right now: channels, chats, forms and Home. */
export function screenWords(world: World, personId: string): string {
  const screen = world.slack.store.screen(world.userId(personId))
  const messages = screen.channels.flatMap((channel) => channel.messages)
  const views = [...screen.modals, ...(screen.home ? [screen.home] : [])]
  return [...messages, ...views].map((shown) => wordsOf(shown)).join('\n')
}

/** Types `/reciprocal …` in the private chat; gives the answer, which only the typist sees. */
export async function type(world: World, personId: string, words: string): Promise<Ephemeral> {
  const { status, saw } = await world.as(personId).command(undefined, '/reciprocal', words)
  const answer = world.slack.store.ephemerals(world.userId(personId)).at(-1)
  if (status !== 200 || saw || !answer) throw new Error(`${words}: ${status} ${saw ?? 'no answer'}`)
  return answer
}

/** Opens a form from something on screen, or by a typed word; throws with what is shown instead. */
export async function openForm(
  world: World,
  personId: string,
  from: { on: PressTarget; action: string } | { typed: string },
): Promise<View> {
  const person = world.as(personId)
  if ('typed' in from) await person.command(undefined, '/reciprocal', from.typed)
  else await person.press(from.on, isAction(from.action))
  const shown = await world.until(() => {
    const modal = person.modal()
    return modal && !wordsOf(modal).includes('One moment') ? modal : undefined
  })
  if (shown.submit === undefined) throw new Error(`no form, but: ${wordsOf(shown)}`)
  return shown
}

/** Fills in the form in front of a person and gives what their client would send; the form may be closed meanwhile. */
export function submission(world: World, personId: string, view: View, values: FieldValues): Dict {
  const { state } = world.as(personId).type(view.id, values)
  return {
    type: 'view_submission',
    team: { id: view.teamId },
    user: { id: view.userId, team_id: view.teamId },
    view: {
      id: view.id,
      team_id: view.teamId,
      type: 'modal',
      callback_id: view.callbackId,
      private_metadata: view.privateMetadata,
      title: { type: 'plain_text', text: view.title },
      blocks: structuredClone(view.blocks),
      state: { values: structuredClone(state) },
      hash: view.hash,
    },
  }
}

/** What a person's client sends for a press on a button that stands in this message. */
export function pressing(world: World, personId: string, on: Message | Ephemeral, action: string): Dict {
  const buttons = on.blocks.flatMap(({ elements, accessory }) =>
    [...(Array.isArray(elements) ? elements : []), accessory].filter((one): one is Element => Boolean(one)),
  )
  const button = buttons.find(isAction(action))
  if (!button) throw new Error(`there is no button ${action}`)
  return {
    type: 'block_actions',
    team: { id: on.teamId },
    user: { id: world.userId(personId), team_id: on.teamId },
    trigger_id: randomUUID(),
    container: { type: 'message', message_ts: on.ts, channel_id: on.channel },
    channel: { id: on.channel },
    actions: [{ ...button, block_id: 'row', action_ts: on.ts }],
  }
}

/** What the answer to a form says: the sentence in its place, or the sentences at its fields. */
export function answerTo({ body }: Pick<ActResult, 'body'>): string {
  const { view, errors } = (body ?? {}) as { view?: { blocks?: unknown }; errors?: Record<string, string> }
  return errors ? Object.values(errors).join('\n') : wordsOf(view ?? {})
}

/** Answers that only this person sees, as texts, oldest first. */
export function whispers(world: World, personId: string): string[] {
  return world.slack.store.ephemerals(world.userId(personId)).map(({ text }) => text)
}
