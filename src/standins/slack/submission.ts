import { checkView, isDict } from './check.js'
import type { Core } from './core.js'
import type { SendResult } from './outbound.js'
import type { View } from './types.js'

/** What the client tells the person when the app did not answer in time or not with 200. */
export function troubleOf(sent: SendResult, otherwise: string): string | undefined {
  if (sent.timedOut) return 'operation_timeout'
  return sent.status === 200 ? undefined : otherwise
}

/** Does with the view what the app's answer to a submission says; gives what the person is told went wrong, if anything. */
export function applyAck(core: Core, view: View, sent: SendResult): string | undefined {
  const saw = troubleOf(sent, 'trouble_connecting') ?? follow(core, view, sent)
  view.trouble = saw
  core.store.views.touched(view)
  return saw
}

function follow(core: Core, view: View, { text, body }: SendResult): string | undefined {
  const { views } = core.store
  if (text.trim() === '' || (isDict(body) && Object.keys(body).length === 0)) {
    views.close(view)
    return undefined
  }
  if (!isDict(body)) return 'trouble_connecting: the answer is not JSON'
  if (body.response_action === 'clear') {
    views.clear(view.userId)
    return undefined
  }
  if (body.response_action === 'errors') return takeErrors(view, body.errors)
  if (body.response_action !== 'update' && body.response_action !== 'push') {
    return `trouble_connecting: response_action ${String(body.response_action)}`
  }
  const wrong = isDict(body.view) ? checkView(body.view) : ['missing required field: view']
  if (!isDict(body.view) || wrong.length > 0) return `trouble_connecting: ${wrong.join('; ')}`
  if (body.response_action === 'update') views.update(view, body.view)
  else if (!views.push(view.teamId, view.userId, body.view)) return 'trouble_connecting: push_limit_reached'
  return undefined
}

function takeErrors(view: View, errors: unknown): string | undefined {
  if (!isDict(errors) || Object.keys(errors).length === 0) return 'trouble_connecting: no errors given'
  for (const [blockId, sentence] of Object.entries(errors)) {
    const field = view.blocks.find((b) => b.block_id === blockId && b.type === 'input')
    if (!field) return `trouble_connecting: no input block ${blockId}`
    if (typeof sentence !== 'string' || sentence === '')
      return `trouble_connecting: no sentence for ${blockId}`
  }
  view.errors = Object.fromEntries(Object.entries(errors).map(([k, v]) => [k, String(v)]))
  return undefined
}
