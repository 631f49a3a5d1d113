import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt'
import type { Submitted } from '../dialogue/case-form.js'
import { inTime } from '../dialogue/in-time.js'
import { openForm } from '../dialogue/open-form.js'
import { pressButton, withHelp } from '../dialogue/press-button.js'
import { turnToPage } from '../dialogue/referral.js'
import { type Said, type Speaker, say } from '../dialogue/speaker.js'
import { errorCode } from '../error-code.js'
import { stepOf } from '../forms/form.js'
import { decodeMeta } from '../forms/form-meta.js'
import { buildForm, formOf } from '../forms/index.js'
import { ACTION_LABELS } from '../views/action-labels.js'
import { type ButtonValue, decodeButton, targetOf } from '../views/button-value.js'
import { ackWhenShown } from './ack-when-shown.js'
import { asSpeaker, type Desk, workspaceOf } from './desk.js'
import { readState, type StateValues } from './render/read-state.js'
import { inModal, modalOf, type Surface, tell } from './surface.js'

type PressArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs

/** Any button, wherever it stands. It ends visibly: done, too late, not allowed, nothing found or not confirmed. */
export async function onPress(desk: Desk, args: PressArgs): Promise<void> {
  const { action, ack } = args
  const surface = surfaceOf(desk, args)
  // Nothing could be shown here: not acknowledged, it fails visibly in Slack itself.
  if (workspaceOf(args.context).kind === 'not_known' && !args.context.botToken && !surface.responseUrl) return
  const value = 'value' in action && action.value ? decodeButton(action.value) : null
  if (!value) {
    await ack()
    return tell(surface, say('This button is out of date. Please open the screen again.'))
  }
  if (value.action === 'go_to_step') return turnPage(desk, args, value, surface)
  const title = ACTION_LABELS[value.action].label.slice(0, TITLE_MOST)

  if (formOf(value.action)) {
    const work = asSpeaker(desk, whoOf(args), (speaker) =>
      openForm(speaker, {
        action: value.action,
        target: targetOf(value),
        ref: value.ref,
        offerId: value.offerId,
      }),
    )
    return ackWhenShown(inModal(surface, title, work, false), ack, desk.answerWithinMs)
  }

  const work = inTime(
    asSpeaker(desk, whoOf(args), (speaker) => pressButton(speaker, value)),
    desk.answerWithinMs,
    desk.log,
  ).then((answer) => withHelp(desk, schemeOf(args), value, answer))
  // Acknowledged means saved.
  const acknowledged = work.then(() => ack())
  if (surface.kind === 'message' && value.action !== 'open_details') {
    await acknowledged
    return tell(surface, await work)
  }
  await Promise.all([acknowledged, inModal(surface, title, work, true)])
}

const TITLE_MOST = 24

/** The row of pages above a referral: what was typed is saved on the way. */
async function turnPage(desk: Desk, args: PressArgs, value: ButtonValue, surface: Surface): Promise<void> {
  const { ack, body, client } = args
  const view = body.view
  const meta = decodeMeta(view?.private_metadata ?? '')
  const turn = async (speaker: Speaker): Promise<Submitted | Said> => {
    if (!view || !meta) return say('This form is out of date. Please open it again.')
    const step = stepOf(buildForm(meta.form, speaker.scheme), meta.step)
    const values = readState((view.state?.values ?? {}) as StateValues, step)
    return turnToPage(speaker, meta, values, value.step ?? meta.step)
  }
  const work = asSpeaker(desk, whoOf(args), turn, meta?.schemeId)
  const result = await inTime(work, desk.answerWithinMs, desk.log)
  await ack()
  if (!view) return tell(surface, say('This form is out of date. Please open it again.'))
  try {
    await client.views.update({
      view_id: view.id,
      hash: view.hash,
      view: modalOf('Property request', result),
    })
  } catch (error) {
    desk.log.warn({ code: errorCode(error) }, 'a page could not be turned')
  }
}

/** Whose texts are right for the presser, known or not. */
function schemeOf({ context }: PressArgs): string | undefined {
  const found = workspaceOf(context)
  return found.kind === 'bound' ? found.workspace.schemeIds[0] : undefined
}

function whoOf({ context, client, body }: PressArgs) {
  return { context, client, userId: body.user.id }
}

function surfaceOf(desk: Desk, { body, client }: PressArgs): Surface {
  const inView = body.view?.type === 'home' ? 'home' : 'modal'
  return {
    kind: body.view ? inView : 'message',
    client,
    log: desk.log,
    userId: body.user.id,
    triggerId: body.trigger_id,
    channel: body.channel?.id ?? null,
    responseUrl: body.response_url || null,
  }
}
