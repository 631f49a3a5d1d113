import { TeamsInfo, type TurnContext } from 'botbuilder'
import type { Conversation } from '../../core/people/account.js'
import { ChatError } from '../../core/placement/chat-error.js'
import type { Clock } from '../../core/ports.js'

const CHECKED_FOR_MS = 15 * 60_000
const PAGE = 500
const MOST_PAGES = 20

/**
 * A notice may stand only where nobody but its partner reads along (D12): a channel with a guest, or with people of
 * another tenant, is refused. Looked at again after 15 minutes. Teams does not tell a bot whether a team is open to
 * everybody of the organisation; the installation guide asks for a private one.
 */
export class MembersOnly {
  readonly #clock: Clock
  readonly #until = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  async check(context: TurnContext, { tenant, id }: Conversation): Promise<void> {
    const now = this.#clock.now().getTime()
    const key = `${tenant}:${id}`
    if ((this.#until.get(key) ?? 0) > now) return
    let continuation: string | undefined
    for (let page = 0; page < MOST_PAGES; page++) {
      const { members, continuationToken } = await TeamsInfo.getPagedMembers(context, PAGE, continuation)
      const outsider = members.find(
        (member) => member.tenantId !== tenant || (member as { userRole?: string }).userRole === 'guest',
      )
      if (outsider) throw new ChatError('unreachable', 'channel_shared')
      continuation = continuationToken
      if (!continuation) break
    }
    if (continuation) throw new ChatError('unreachable', 'channel_too_large')
    this.#until.set(key, now + CHECKED_FOR_MS)
  }
}
