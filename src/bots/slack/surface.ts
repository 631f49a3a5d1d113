import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { NOT_CONFIRMED } from '../../core/outcome.js'
import type { Submitted } from '../dialogue/case-form.js'
import type { OpenedForm } from '../dialogue/open-form.js'
import { type Answer, sayOutcome, viewOfAnswer } from '../dialogue/speaker.js'
import type { Log } from '../edges.js'
import { errorCode } from '../error-code.js'
import { cut } from '../views/shorten.js'
import { renderMessage, renderViewModal } from './render/blocks.js'
import { LIMITS } from './render/limits.js'
import { renderModal, sayModal, waitingModal } from './render/modal.js'

/** Where somebody pressed or typed, and how an answer gets there. */
export interface Surface {
  kind: 'message' | 'home' | 'modal'
  client: WebClient
  log: Log
  userId: string
  triggerId: string
  /** Only for a message. */
  channel: string | null
  responseUrl: string | null
}

export interface Whisper {
  response_type: 'ephemeral'
  replace_original: false
  text: string
  blocks?: ReturnType<typeof renderMessage>['blocks']
}

/** An answer that only its reader sees, wherever it is shown. */
export function whisper(answer: Answer): Whisper {
  const only = { response_type: 'ephemeral', replace_original: false } as const
  const drawn = renderMessage(viewOfAnswer(answer))
  // Nothing announces it, and a client that shows no blocks shows the text.
  return { ...only, ...drawn, ...(answer.kind === 'say' && { text: cut(answer.say, LIMITS.summary) }) }
}

/** Never silent: by the message that was pressed, else in the channel, else in the direct message. */
export async function tell(surface: Surface, answer: Answer): Promise<void> {
  const { client, userId, channel, responseUrl, log } = surface
  const body = whisper(answer)
  const { text, blocks } = body
  const shown = { text, ...(blocks && { blocks }), unfurl_links: false, unfurl_media: false }
  const ways = [
    ...(responseUrl ? [() => respond(responseUrl, body)] : []),
    ...(channel ? [() => client.chat.postEphemeral({ channel, user: userId, ...shown })] : []),
    async () => {
      const { channel: own } = await client.conversations.open({ users: userId })
      return client.chat.postEphemeral({ channel: own?.id ?? userId, user: userId, ...shown })
    },
  ]
  for (const way of ways) {
    try {
      await way()
      return
    } catch (error) {
      log.warn({ code: errorCode(error) }, 'an answer did not get through')
    }
  }
}

/**
 * Opens a modal at once, because a trigger lives three seconds, and fills it when the work is done. Until
 * then it shows nothing of any case. When it cannot be opened or was closed, the answer is told instead.
 */
export async function inModal(
  surface: Surface,
  title: string,
  work: Promise<Answer | Submitted>,
  tellAnyway: boolean,
): Promise<void> {
  const { client, log, triggerId } = surface
  const waiting = { trigger_id: triggerId, view: waitingModal(title) }
  const opening = surface.kind === 'modal' ? client.views.push(waiting) : client.views.open(waiting)
  const sure = work.catch((error: unknown): Answer => {
    log.error({ code: errorCode(error) }, 'outcome not known')
    return sayOutcome(NOT_CONFIRMED)
  })
  const [opened] = await Promise.allSettled([opening])
  const result = await sure
  try {
    if (opened.status === 'rejected') throw opened.reason
    await client.views.update({ view_id: opened.value.view?.id ?? '', view: modalOf(title, result) })
  } catch (error) {
    log.warn({ code: errorCode(error) }, 'a modal could not be shown')
    if (opened.status === 'rejected' || tellAnyway) await tell(surface, withoutModal(result))
  }
}

/** A form, a page to read or one sentence, as a modal. */
export function modalOf(title: string, result: Answer | Submitted): ModalView {
  switch (result.kind) {
    case 'form':
      return formModal(result)
    case 'view':
      return renderViewModal(result.view, title)
    case 'say':
      return sayModal(title, result.say)
    case 'errors':
      return sayModal(title, Object.values(result.errors)[0] ?? '')
  }
}

export function formModal({ form, meta, values, notice }: OpenedForm): ModalView {
  return renderModal(form, meta, { values, ...(notice && { notice }) })
}

function withoutModal(result: Answer | Submitted): Answer {
  if (result.kind === 'view' || result.kind === 'say') return result
  return { kind: 'say', say: 'The form could not be opened. Please press again.', outcome: null }
}

async function respond(url: string, body: Whisper): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(RESPOND_WITHIN_MS),
  })
  if (!response.ok) throw new Error(`response_url answered ${response.status}`)
}

const RESPOND_WITHIN_MS = 5_000
