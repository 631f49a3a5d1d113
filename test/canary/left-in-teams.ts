import type { Attachment, Dict, LoggedCall, SendResult } from '../../src/standins/botframework/index.js'
import { type Left, screenLeft } from './leaving.js'
import type { Readers } from './readers.js'

/** Everything that one call of the program told Teams. */
export function calledTeams(readers: Readers, call: LoggedCall): Left[] {
  const { operation, body, conversationId, path, query } = call
  const where = `teams ${operation}`
  const address: Left = { where, place: 'hidden', reader: null, text: JSON.stringify([path, query]) }
  if (operation === 'token') return []
  const activity = operation === 'createConversation' ? (body.activity as Dict | undefined) : body
  if (!activity || !['send', 'update', 'createConversation'].includes(operation)) {
    return [address, { ...address, text: JSON.stringify(body) }]
  }
  const { attachments, text, summary, ...rest } = activity
  const to = readers.ofTeamsConversation(String(conversationId ?? ''))
  const beside = { preview: [text, summary].filter(Boolean).join('\n'), hidden: withoutPeople(rest) }
  return [address, ...screenLeft({ where, ...to }, cardsOf(attachments), beside)]
}

/** Everything that the program answered to something that a person did in Teams. */
export function answeredTeams(readers: Readers, sent: SendResult): Left[] {
  const where = 'answer to teams'
  if (sent.status >= 400) return [{ where, place: 'refusal', reader: null, text: sent.text }]
  const { aadObjectId } = (sent.activity.from ?? {}) as { aadObjectId?: string }
  const place = (sent.activity.name as string | undefined)?.startsWith('task/') ? 'page' : 'answer'
  return sent.text === '' ? [] : screenLeft({ where, place, reader: readers.ofTeams(aadObjectId) }, sent.body)
}

function cardsOf(attachments: unknown): unknown[] {
  return ((attachments ?? []) as Attachment[]).map(({ content }) => content)
}

/** Teams' own words about who is at the other end come back to Teams as they came. */
function withoutPeople({ recipient: _reader, from: _app, conversation: _chat, ...rest }: Dict): Dict {
  return rest
}
