import { randomUUID } from 'node:crypto'
import type { FormId } from '../../../src/bots/forms/form-id.js'
import { encodeMeta, type FormMeta } from '../../../src/bots/forms/form-meta.js'
import type { BotAction } from '../../../src/bots/views/bot-action.js'
import { encodeButton } from '../../../src/bots/views/button-value.js'
import type {
  ActResult,
  Dict,
  MessageRef,
  SeenMessage,
  SendResult,
} from '../../../src/standins/botframework/index.js'
import { systemIds } from '../../../src/store/ids.js'
import type { Staged } from '../../end-to-end/stage.js'
import { SCHEME, startWorld, type World, type WorldOptions } from '../../end-to-end/world.js'

/** Organisations of everybody who acts in these tests: coordinators, nominating officer, leads, a partner. */
const IN_TEAMS = [
  'harbourlight-london',
  'larkspur-womens-aid',
  'enfield',
  'bexley',
  'brent',
  'barking-and-dagenham',
]

/** The whole program with everybody of these tests in Teams. */
export function startTeamsWorld(options: WorldOptions = {}): Promise<World> {
  return startWorld({ teams: IN_TEAMS, ...options })
}

/** Everything a person can read on a card, a dialog or an answer, one piece a line. */
export function wordsOf(shown: unknown): string {
  const words: string[] = []
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string' && ['text', 'title', 'value', 'label', 'summary'].includes(key))
      words.push(value)
    else if (value && typeof value === 'object')
      for (const [name, item] of Object.entries(value))
        if (name !== 'data' && name !== 'fallback') walk(item, Array.isArray(value) ? key : name)
  }
  walk(shown, typeof shown === 'string' ? 'text' : '')
  return words.join('\n')
}

/** Types to the app in the private chat and gives what it answered, or what the button in its answer opened. */
export async function type(world: World, personId: string, words: string): Promise<SeenMessage> {
  const before = answers(world, personId).length
  const { status, saw } = await world.inTeams(personId).say(words)
  const answer = answers(world, personId)[before]
  if (status !== 200 || saw || !answer) throw new Error(`${words}: ${status} ${saw ?? 'no answer'}`)
  if (!JSON.stringify(answer.card).includes('"read_typed?')) return answer
  const person = world.inTeams(personId)
  const { said } = await person.press(answer, isAction('read_typed'))
  const card = said === undefined ? person.dialog()?.card : { body: [{ type: 'TextBlock', text: said }] }
  return { ...answer, card }
}

/** Whatever these people have open is put away. */
export function closeDialogs(world: World, ...personIds: string[]): void {
  for (const id of personIds) if (world.inTeams(id).dialog()) world.inTeams(id).closeDialog()
}

/** What the app has said in somebody's private chat, oldest first. */
export function answers(world: World, personId: string): SeenMessage[] {
  return world
    .inTeams(personId)
    .messages()
    .filter(({ fromApp }) => fromApp)
}

/** What a client sends when somebody presses or sends something, not sent yet. */
export function invoke(world: World, personId: string, name: string, value: unknown, on?: MessageRef): Dict {
  const base = composed(world, personId)
  return {
    ...base,
    type: 'invoke',
    name,
    id: `f:${randomUUID()}`,
    value,
    ...(on && { replyToId: on.id, ...placeOf(world, on, base) }),
  }
}

/** A channel's messages come with the channel, and with the thread behind the conversation's id. */
function placeOf({ teams }: World, on: MessageRef, { channelData, conversation }: Dict): Dict {
  const channel = teams.store.channels.get(on.conversationId)
  if (!channel) return { conversation: { ...(conversation as Dict), id: on.conversationId } }
  const { id, teamId, tenantId } = channel
  return {
    conversation: { id: `${id};messageid=${on.id}`, conversationType: 'channel', isGroup: true, tenantId },
    channelData: { ...(channelData as Dict), team: { id: teamId }, channel: { id } },
  }
}

/** A pressed Action.Execute. */
export function executing(world: World, personId: string, press: string, on?: MessageRef): Dict {
  const [verb = ''] = press.split('?', 1)
  const action = { type: 'Action.Execute', verb, data: { press } }
  return invoke(world, personId, 'adaptiveCard/action', { action, trigger: 'manual' }, on)
}

/** The same press from a client that only knows Action.Submit. */
export function submitting(world: World, personId: string, press: string, on?: MessageRef): Dict {
  const { name: _name, ...activity } = invoke(world, personId, '', { press }, on)
  return { ...activity, type: 'message' }
}

/** A button that opens a dialog. */
export function fetching(world: World, personId: string, press: string, on?: MessageRef): Dict {
  return invoke(world, personId, 'task/fetch', { data: { msteams: { type: 'task/fetch' }, press } }, on)
}

/** A dialog that is sent. */
export function sending(world: World, personId: string, form: FormMeta, values: Dict = {}): Dict {
  return invoke(world, personId, 'task/submit', { data: { form: encodeMeta(form), ...values } })
}

/** Words typed in the private chat, not sent yet. */
export function composed(world: World, personId: string, text?: string): Dict {
  const {
    text: typed,
    textFormat,
    attachments,
    ...base
  } = world.teams.compose(world.userId(personId), text ?? '')
  return text === undefined ? base : { ...base, text: typed, textFormat, attachments }
}

/** The app is added or removed for this person. */
export function installing(world: World, personId: string, action: 'add' | 'remove'): Dict {
  return { ...composed(world, personId), type: 'installationUpdate', id: `f:${randomUUID()}`, action }
}

/** What a button of this action carries for a case as it stands. */
export async function buttonOf(staged: Staged, action: BotAction): Promise<string> {
  const { id: requestId, version } = await staged.record()
  return encodeButton({
    action,
    ref: { kind: 'request', requestId, version },
    ...(staged.offerId && { offerId: staged.offerId }),
  })
}

/** What a form of one page about a case carries. */
export async function formOf(staged: Staged, form: FormId): Promise<FormMeta> {
  const { id: requestId, version } = await staged.record()
  const ref = { kind: 'request', requestId, version } as const
  return { form, step: form, formKey: systemIds.ordered(), schemeId: SCHEME, ref, requestId }
}

/** The sentence or the words of the card, dialog or message that an invoke was answered with. */
export function answerTo({ body }: Pick<SendResult | ActResult, 'body'>): string {
  const { value, task } = (body ?? {}) as { value?: unknown; task?: { type?: string; value?: unknown } }
  const shown = task ? task.value : value
  return typeof shown === 'string' ? shown : wordsOf(shown)
}

export function cardIn({ body }: Pick<SendResult | ActResult, 'body'>): Dict | undefined {
  const { type: kind, value } = (body ?? {}) as { type?: string; value?: Dict }
  return kind === 'application/vnd.microsoft.card.adaptive' ? value : undefined
}

/** Presses the action wherever the app last offered it in the private chat, on a card with these words. */
export function newestWith(world: World, personId: string, action: BotAction, words = ''): SeenMessage {
  const found = answers(world, personId).findLast(
    ({ card }) => JSON.stringify(card ?? {}).includes(`"${action}?`) && wordsOf(card).includes(words),
  )
  if (!found) throw new Error(`${personId} was offered no ${action}`)
  return found
}

/** Chooses the button of this action. */
export function isAction(action: BotAction) {
  return ({ data }: Dict) =>
    String((data as { press?: unknown } | undefined)?.press ?? '').startsWith(`${action}?`)
}
