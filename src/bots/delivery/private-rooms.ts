import type { WebClient } from '@slack/web-api'
import { ChatError } from '../../core/placement/chat-error.js'
import type { Clock } from '../../core/ports.js'

const CHECKED_FOR_MS = 15 * 60_000

/**
 * A notice may stand in a private channel of its partner only: one that everybody of the workspace can
 * join, or that is shared with another organisation, is refused (D12). Looked at again after 15 minutes.
 */
export class PrivateRooms {
  readonly #clock: Clock
  readonly #until = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async check(client: WebClient, tenant: string, roomId: string): Promise<void> {
    const now = this.#clock.now().getTime()
    const key = `${tenant}:${roomId}`
    if ((this.#until.get(key) ?? 0) > now) return
    const { channel } = await client.conversations.info({ channel: roomId })
    if (!channel?.is_private) throw new ChatError('unreachable', 'channel_not_private')
    if (channel.is_shared || channel.is_ext_shared || channel.is_org_shared || channel.is_pending_ext_shared)
      throw new ChatError('unreachable', 'channel_shared')
    if (channel.is_archived) throw new ChatError('unreachable', 'is_archived')
    this.#until.set(key, now + CHECKED_FOR_MS)
  }
}
