import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt'
import type { Submitted, Values } from '../dialogue/case-form.js'
import { inTime } from '../dialogue/in-time.js'
import type { Speaker } from '../dialogue/speaker.js'
import { submitForm } from '../dialogue/submit-form.js'
import { type Form, type FormStep, fieldNames, stepOf } from '../forms/form.js'
import { decodeMeta, type FormMeta } from '../forms/form-meta.js'
import { buildForm } from '../forms/index.js'
import { asSpeaker, type Desk } from './desk.js'
import { modalErrors, sayModal } from './render/modal.js'
import { readState, type StateValues } from './render/read-state.js'
import { formModal, modalOf } from './surface.js'

type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs

/** A form that was sent. The answer stands in the form itself, and comes after the commit. */
export async function onSubmit(desk: Desk, { ack, body, view, client, context }: SubmitArgs): Promise<void> {
  const meta = decodeMeta(view.private_metadata)
  const title = view.title.text
  if (!meta)
    return ack({
      response_action: 'update',
      view: sayModal(title, 'This form is out of date. Please open it again.'),
    })
  let read: Read | null = null
  const take = async (speaker: Speaker) => {
    const form = buildForm(meta.form, speaker.scheme)
    const step = stepOf(form, meta.step)
    read = { form, step, meta, values: readState(view.state.values as StateValues, step) }
    return submitForm(speaker, meta, read.values)
  }
  const work = asSpeaker(desk, { context, client, userId: body.user.id }, take, meta.schemeId)
  const result = await inTime(work, desk.answerWithinMs, desk.log)
  if (result.kind === 'say' && result.outcome === 'not_confirmed' && !read) {
    const errors = atFirstInput(view.blocks, result.say)
    if (errors) return ack({ response_action: 'errors', errors })
  }
  return ack(answerTo(title, result, read))
}

/** Nobody knows yet whose form it is: what was typed stays where it is all the same. */
function atFirstInput(blocks: unknown, words: string): Record<string, string> | null {
  const all: { type?: unknown; block_id?: unknown }[] = Array.isArray(blocks) ? blocks : []
  const first = all.find((block) => block?.type === 'input' && typeof block.block_id === 'string')
  return first ? { [String(first.block_id)]: words } : null
}

interface Read {
  form: Form
  step: FormStep
  meta: FormMeta
  values: Values
}

type AckWith = NonNullable<Parameters<SubmitArgs['ack']>[0]>

function answerTo(title: string, result: Submitted, read: Read | null): AckWith {
  // What was typed has to stay where it is, so that the same form can be sent again.
  const again = result.kind === 'say' && result.outcome === 'not_confirmed' && read !== null
  const errors = again ? { [fieldNames(read.step)[0] ?? '']: result.say } : null
  if (result.kind === 'errors' || errors) {
    const sentences = errors ?? (result.kind === 'errors' ? result.errors : {})
    const atFields = read ? modalErrors(read.step, sentences) : null
    if (atFields) return { response_action: 'errors', errors: atFields }
    const notice = Object.values(sentences)[0] ?? ''
    return {
      response_action: 'update',
      view: read ? formModal({ kind: 'form', ...read, notice }) : sayModal(title, notice),
    }
  }
  return { response_action: 'update', view: modalOf(title, result) }
}
