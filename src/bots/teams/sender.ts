import type { TurnContext } from 'botbuilder'
import type { Conversation } from '../../core/people/account.js'
import { ChatError } from '../../core/placement/chat-error.js'
import type { PlacedScreen } from '../../core/placement/screens.js'
import type { Clock, Mark, Store } from '../../core/ports.js'
import type { Sender } from '../delivery/create-chat.js'
import type { Doing } from '../delivery/doing.js'
import { refusePersonalDetails } from '../delivery/outgoing-gate.js'
import type { Conversations } from '../edges.js'
import { SchemeRules } from '../scheme-rules.js'
import { viewOf } from '../views/index.js'
import { viewWords } from '../views/view-words.js'
import { within } from '../within.js'
import type { TeamsAdapter } from './adapter.js'
import { messageActivity } from './answers.js'
import { botReference } from './bot-reference.js'
import { MembersOnly } from './members-only.js'
import { readableIn } from './readable.js'
import { chatErrorOf } from './teams-errors.js'

export interface TeamsSenderOptions {
  adapter: TeamsAdapter
  appId: string
  conversations: Pick<Conversations, 'findConversation'>
  store: Store
  clock: Clock
  /** Milliseconds until a call counts as unanswered. */
  timeoutMs?: number
}

const TIMEOUT_MS = 10_000

/** Sends, edits and withdraws placements in Teams. Each call is one try; the send ledger decides about another. */
export function createTeamsSender(options: TeamsSenderOptions): Sender {
  const { adapter, appId, conversations, timeoutMs = TIMEOUT_MS } = options
  const rules = new SchemeRules(options.store, options.clock)
  const rooms = new MembersOnly(options.clock)

  const drawn = async (schemeId: string, to: Conversation, screen: PlacedScreen, mark: Mark) => {
    const scheme = await rules.of(schemeId)
    const view = viewOf(screen, { kind: 'placement', ...mark }, viewWords(scheme))
    const activity = messageActivity(view)
    if (to.kind === 'room' && screen.screen === 'notice')
      refusePersonalDetails(readableIn(activity), screen, scheme)
    return activity
  }

  /** One turn in the conversation. Throws `ChatError`s only. */
  const inConversation = async <T>(
    to: Conversation,
    doing: Doing,
    run: (context: TurnContext) => Promise<T>,
  ): Promise<T> => {
    const reference = await conversations
      .findConversation({ platform: 'teams', tenant: to.tenant, id: to.id })
      .catch((cause: unknown) => {
        throw new ChatError('not_accepted', 'no_reference_read', { cause })
      })
    if (!reference) throw new ChatError('unreachable', 'no_conversation')
    try {
      const turn = new Promise<T>((resolve, reject) => {
        adapter
          .continueConversationAsync(appId, botReference(reference, appId), async (context) => {
            resolve(await run(context))
          })
          .catch(reject)
      })
      return await within(turn, timeoutMs, () => {
        throw new ChatError('uncertain', 'timeout')
      })
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 401) adapter.forgetTokens()
      throw chatErrorOf(error, doing)
    }
  }

  return {
    post: async (schemeId, to, screen, mark) => {
      const activity = await drawn(schemeId, to, screen, mark)
      if (to.kind === 'room') await inConversation(to, 'look', (context) => rooms.check(context, to))
      const { id, roomId } = await inConversation(to, 'create', async (context) => ({
        id: (await context.sendActivity(activity))?.id,
        roomId: context.activity.conversation.id,
      }))
      if (!id) throw new ChatError('uncertain', 'no_activity_id')
      return { conversation: to, roomId, messageId: id }
    },

    edit: async (schemeId, at, screen, mark) => {
      const activity = await drawn(schemeId, at.conversation, screen, mark)
      await inConversation(at.conversation, 'change', (context) =>
        context.updateActivity({ ...activity, id: at.messageId }),
      )
    },

    withdraw: async (at) => {
      await inConversation(at.conversation, 'change', (context) =>
        context.deleteActivity(at.messageId),
      ).catch((error: unknown) => {
        // Somebody deleted it by hand, or an earlier try did: that is what was wanted.
        if (!(error instanceof ChatError && error.code === 'gone')) throw error
      })
    },

    // Teams lets no bot read what stands in a conversation.
    find: async () => 'cannot_look',
  }
}
