import { parse } from 'node:querystring'
import type { Dict, LoggedCall, SendResult } from '../../src/standins/slack/index.js'
import type { World } from '../end-to-end/world.js'
import { type Left, screenLeft } from './leaving.js'
import type { Readers } from './readers.js'

/** Everything that one call of the program told Slack. */
export function calledSlack(world: World, readers: Readers, call: LoggedCall): Left[] {
  const { method, args, result } = call
  const where = `slack ${method}`
  const { text, blocks, view, attachments, ...rest } = args
  const body = attachments ? { blocks, attachments } : blocks
  switch (method) {
    case 'chat.postMessage':
    case 'chat.update': {
      const to = readers.ofSlackChannel(String(result.channel ?? args.channel))
      return screenLeft({ where, ...to }, body, { preview: text, hidden: rest })
    }
    // Only its reader's open client shows it: nothing is announced.
    case 'chat.postEphemeral':
      return screenLeft({ where, place: 'answer', reader: readers.ofSlack(args.user) }, [body, text], {
        hidden: rest,
      })
    case 'response_url': {
      const place = args.response_type === 'in_channel' ? 'room' : 'answer'
      return screenLeft({ where, place, reader: readers.ofSlack(call.userId) }, [body, text], {
        hidden: rest,
      })
    }
    case 'views.publish':
      return screenLeft({ where, place: 'home', reader: readers.ofSlack(args.user_id) }, view, {
        hidden: rest,
      })
    case 'views.open':
    case 'views.push':
    case 'views.update': {
      const id = String((result.view as Dict | undefined)?.id ?? args.view_id)
      const reader = readers.ofSlack(world.slack.store.view(id)?.userId)
      return screenLeft({ where, place: 'page', reader }, view, { hidden: rest })
    }
    default:
      return [{ where, place: 'hidden', reader: null, text: JSON.stringify(args) }]
  }
}

/** Everything that the program answered to something that a person did in Slack. */
export function answeredSlack(readers: Readers, sent: SendResult): Left[] {
  const where = 'answer to slack'
  if (sent.status >= 400) return [{ where, place: 'refusal', reader: null, text: sent.text }]
  const reader = readers.ofSlack(whoDid(sent.sentBody))
  return sent.text === '' ? [] : screenLeft({ where, place: 'page', reader }, sent.body ?? sent.text)
}

function whoDid(body: string): unknown {
  if (body.startsWith('{')) return (JSON.parse(body) as { event?: { user?: unknown } }).event?.user
  const fields = parse(body)
  if (fields.user_id) return fields.user_id
  const payload = JSON.parse(String(fields.payload ?? '{}')) as { user?: { id?: unknown } }
  return payload.user?.id
}
