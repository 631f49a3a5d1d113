import type { WebClient } from '@slack/web-api'
import type { Conversation } from '../../core/people/account.js'
import { ChatError } from '../../core/placement/chat-error.js'
import type { PlacedScreen } from '../../core/placement/screens.js'
import type { Clock, Found, Mark, Store } from '../../core/ports.js'
import { SchemeRules } from '../scheme-rules.js'
import { renderHome, renderMessage } from '../slack/render/blocks.js'
import { viewOf } from '../views/index.js'
import { viewWords } from '../views/view-words.js'
import type { Sender } from './create-chat.js'
import { refusePersonalDetails } from './outgoing-gate.js'
import { PrivateRooms } from './private-rooms.js'
import { type SlackAccess, SlackClients } from './slack-clients.js'

const METADATA_TYPE = 'reciprocal_placement'
/** Apps outside Slack's Marketplace get at most this many messages in one request. */
const HISTORY_LIMIT = 15
/** A message of an attempt stands this close to it, clocks that differ included. */
const BEFORE_MS = 60_000
const AFTER_MS = 120_000

export interface SlackSenderOptions extends SlackAccess {
  store: Store
  clock: Clock
}

/** Sends, edits, withdraws and finds placements on Slack. Each call is one try; the send ledger decides about another. */
export function createSlackSender(options: SlackSenderOptions): Sender {
  const clients = new SlackClients(options)
  const rules = new SchemeRules(options.store, options.clock)
  const rooms = new PrivateRooms(options.clock)

  const drawn = async (schemeId: string, to: Conversation, screen: PlacedScreen, mark: Mark) => {
    const scheme = await rules.of(schemeId)
    const view = viewOf(screen, { kind: 'placement', ...mark }, viewWords(scheme))
    const message = renderMessage(view)
    if (to.kind === 'room' && screen.screen === 'notice') refusePersonalDetails(message, screen, scheme)
    return {
      home: () => renderHome(view),
      message: () => ({
        ...message,
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: METADATA_TYPE, event_payload: { placement_id: mark.placementId } },
      }),
    }
  }

  return {
    post: async (schemeId, to, screen, mark) => {
      const content = await drawn(schemeId, to, screen, mark)
      if (to.kind === 'home') {
        const home = content.home()
        const shown = await clients.call(to.tenant, 'change', (client) =>
          client.views.publish({ user_id: to.id, view: home }),
        )
        return { conversation: to, roomId: to.id, messageId: shown.view?.id ?? to.id }
      }
      const message = content.message()
      if (to.kind === 'room')
        await clients.call(to.tenant, 'look', (client) => rooms.check(client, to.tenant, to.id))
      const posted = await clients.call(to.tenant, 'create', (client) =>
        client.chat.postMessage({ channel: to.id, ...message }),
      )
      if (!posted.channel || !posted.ts) throw new ChatError('uncertain', 'no_timestamp')
      return { conversation: to, roomId: posted.channel, messageId: posted.ts }
    },

    edit: async (schemeId, at, screen, mark) => {
      const { conversation: to } = at
      const content = await drawn(schemeId, to, screen, mark)
      await clients.call(to.tenant, 'change', (client) =>
        to.kind === 'home'
          ? client.views.publish({ user_id: to.id, view: content.home() })
          : client.chat.update({ channel: at.roomId, ts: at.messageId, ...content.message() }),
      )
    },

    withdraw: async (at) => {
      const { tenant, kind, id } = at.conversation
      await clients
        .call<unknown>(tenant, 'change', (client) =>
          kind === 'home'
            ? client.views.publish({ user_id: id, view: EMPTY_HOME })
            : client.chat.delete({ channel: at.roomId, ts: at.messageId }),
        )
        .catch((error: unknown) => {
          // Somebody deleted it by hand, or an earlier try did: that is what was wanted.
          if (!(error instanceof ChatError && error.detail === 'message_not_found')) throw error
        })
    },

    find: (to, placementId, since, from) =>
      clients.call(to.tenant, 'look', (client) => findInHistory(client, to, { placementId, since, from })),
  }
}

const EMPTY_HOME = renderHome({
  summary: 'Home',
  parts: [{ part: 'note', text: 'There is nothing here at the moment.' }],
})

/** Looks around the time of the attempt only: one page, as Slack allows an app one request in a minute. */
async function findInHistory(
  client: WebClient,
  to: Conversation,
  { placementId, since, from }: { placementId: string; since: Date; from: string | undefined },
): Promise<Found> {
  if (to.kind === 'home') return null
  const roomId = await roomOf(client, to)
  const history = await client.conversations.history({
    channel: roomId,
    include_all_metadata: true,
    oldest: stamp(since.getTime() - BEFORE_MS),
    latest: from ?? stamp(since.getTime() + AFTER_MS),
    limit: HISTORY_LIMIT,
  })
  const messages = history.messages ?? []
  const found = messages.find(({ metadata }) => {
    const payload = metadata?.event_payload as Record<string, unknown> | undefined
    return metadata?.event_type === METADATA_TYPE && payload?.placement_id === placementId
  })
  if (found?.ts) return { conversation: to, roomId, messageId: found.ts }
  const earliest = messages.at(-1)?.ts
  return history.has_more && earliest ? { lookedBackTo: earliest } : null
}

/** A direct message has its own channel; opening it again gives the same one. */
async function roomOf(client: WebClient, to: Conversation): Promise<string> {
  if (to.kind === 'room') return to.id
  const { channel } = await client.conversations.open({ users: to.id })
  if (!channel?.id) throw new ChatError('unreachable', 'no_direct_message')
  return channel.id
}

function stamp(ms: number): string {
  return (ms / 1_000).toFixed(6)
}
