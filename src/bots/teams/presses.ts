import type { Submitted } from '../dialogue/case-form.js'
import { inTime } from '../dialogue/in-time.js'
import { openForm } from '../dialogue/open-form.js'
import { pressButton, withHelp } from '../dialogue/press-button.js'
import { type Answer, type Speaker, say } from '../dialogue/speaker.js'
import { formOf } from '../forms/index.js'
import { ACTION_LABELS } from '../views/action-labels.js'
import { type ButtonValue, decodeButton, targetOf } from '../views/button-value.js'
import type { TeamsActivity } from './activity.js'
import { cardAnswer, executeAnswer, type InvokeBody, taskAnswer } from './answers.js'
import { asSpeaker, type Desk, type Guest } from './desk.js'
import { decodeAction, opensPage, sayCard } from './render/index.js'
import { type Data, pressBeside, submit, turnPage } from './submissions.js'

const OUT_OF_DATE = say('This button is out of date. Please open the screen again.')
const NEWER_TEAMS = say('Please use a newer Teams for this, or type the word.')
const TITLE = 'Reciprocal'

/** A pressed Action.Execute. A verb that nobody knows is answered with a card as well. */
export async function onExecute(desk: Desk, guest: Guest, data: Data): Promise<InvokeBody> {
  const value = buttonIn(data)
  if (!value) return cardAnswer(sayCard(OUT_OF_DATE.say))
  return executeAnswer(asAnswer((await press(desk, guest, value)).result))
}

/** The same press from a client that knows no Action.Execute: it comes as a message, and so does the answer. No page. */
export async function onSubmitFallback(desk: Desk, guest: Guest, data: Data): Promise<Answer> {
  const value = buttonIn(data)
  if (!value) return OUT_OF_DATE
  if (opensPage(value.action)) return NEWER_TEAMS
  const { result } = await press(desk, guest, value)
  return result.kind === 'say' ? result : NEWER_TEAMS
}

/** A dialog that somebody wants to open: a form, or a page to read. */
export async function onTaskFetch(desk: Desk, guest: Guest, data: Data): Promise<InvokeBody> {
  const value = buttonIn(data)
  if (!value) return taskAnswer(TITLE, OUT_OF_DATE, UTC)
  const { result, zone } = await press(desk, guest, value)
  return taskAnswer(titleOf(value), result, zone)
}

/** A button inside a dialog: the form is sent, turned to another page, or something else is pressed beside it. */
export async function onTaskSubmit(desk: Desk, guest: Guest, data: Data): Promise<InvokeBody> {
  const action = decodeAction(data)
  if (!action) return taskAnswer(TITLE, OUT_OF_DATE, UTC)
  if (!('press' in action))
    return action.step === undefined
      ? submit(desk, guest, action.form, data)
      : turnPage(desk, guest, action.form, action.step, data)
  const value = decodeButton(action.press)
  if (!value) return taskAnswer(TITLE, OUT_OF_DATE, UTC)
  if (action.form)
    return pressBeside(desk, guest, action.form, data, (speaker) => take(speaker, guest, value))
  const { result, zone } = await press(desk, guest, value)
  return taskAnswer(titleOf(value), result, zone)
}

/** Where no scheme was found there is no moment to show either. */
const UTC = 'UTC'

/** Any button: a form is opened, a page shown, a step taken at once. */
async function press(
  desk: Desk,
  guest: Guest,
  value: ButtonValue,
): Promise<{ result: Answer | Submitted; zone: string }> {
  let zone = UTC
  const run = (speaker: Speaker) => {
    zone = speaker.scheme.timezone
    return take(speaker, guest, value)
  }
  const work = asSpeaker<Answer | Submitted>(desk, guest, run, value.schemeId)
  const result = await inTime(work, desk.answerWithinMs, desk.log)
  if (result.kind === 'form' || result.kind === 'errors') return { result, zone }
  return { result: await withHelp(desk, guest.workspace?.schemeIds[0], value, result), zone }
}

async function take(speaker: Speaker, guest: Guest, value: ButtonValue): Promise<Answer | Submitted> {
  await heal(speaker, guest, value)
  if (!formOf(value.action)) return pressButton(speaker, value)
  const { action, ref, offerId } = value
  return openForm(speaker, { action, target: targetOf(value), ref, offerId })
}

/** Somebody presses on a message of which we do not know whether it arrived: it did, and now we know where it is. */
async function heal(
  { ports, schemeId }: Speaker,
  { context, tenant, userId, roomId }: Guest,
  { ref }: ButtonValue,
): Promise<void> {
  const { replyToId, conversation } = context.activity as unknown as TeamsActivity
  if (ref.kind !== 'placement' || !replyToId) return
  const { placementId, revision } = ref
  const found = await ports.store.forScheme(schemeId).foundPlacement({
    id: placementId,
    conversation: { platform: 'teams', tenant, id: roomId ?? userId ?? '' },
    roomId: roomId ?? conversation.id,
    messageId: replyToId,
    revision,
  })
  if (found) ports.doorbell.ring(schemeId, { placements: [placementId] })
}

function asAnswer(result: Answer | Submitted): Answer {
  return result.kind === 'view' || result.kind === 'say' ? result : NEWER_TEAMS
}

function titleOf({ action }: ButtonValue): string {
  return action === 'read_typed' ? TITLE : ACTION_LABELS[action].label
}

function buttonIn(data: Data): ButtonValue | null {
  const action = decodeAction(data)
  return action && 'press' in action ? decodeButton(action.press) : null
}
