import { TeamsInfo, type TurnContext } from 'botbuilder'
import type { AccountRef } from '../../core/people/account.js'
import type { Standing, Visitor } from '../dialogue/accounts.js'
import { asSpeaker as asSpeakerOf, NOT_BOUND, type Reception } from '../dialogue/reception.js'
import { type Said, type Speaker, say } from '../dialogue/speaker.js'
import type { BoundWorkspace, ConversationReference, Conversations, Workspaces } from '../edges.js'
import { errorCode } from '../error-code.js'
import type { View } from '../views/view.js'
import { type Sender, senderOf, type TeamsActivity } from './activity.js'

/** What the handlers of Teams' activities work with. */
export interface Desk extends Reception {
  workspaces: Workspaces
  conversations: Conversations
  /** Says something in a conversation other than the one at hand. */
  tell(to: ConversationReference, view: View): Promise<void>
}

/** Who is at the other end, and which organisation the directory binds their tenant to. */
export interface Guest extends Sender {
  context: TurnContext
  workspace: BoundWorkspace | null
}

const NOBODY = say('Teams does not say who you are. Please write to me in our private chat.')

/** One indexed read. Where somebody invited speaks is remembered: it is how they are reached later. */
export async function receive(desk: Desk, context: TurnContext): Promise<Guest> {
  const activity = context.activity as unknown as TeamsActivity
  const sender = senderOf(activity)
  const workspace = await desk.workspaces.findWorkspace({
    platform: 'teams',
    tenant: sender.tenant,
    enterprise: null,
  })
  const id = sender.roomId ?? sender.userId
  if (workspace && id)
    await desk.conversations.rememberConversation({
      platform: 'teams',
      tenant: sender.tenant,
      id,
      serviceUrl: activity.serviceUrl,
      conversationId: sender.roomId ?? activity.conversation.id,
      seenAt: desk.ports.clock.now(),
    })
  return { ...sender, context, workspace }
}

/** Runs something in the name of the Teams user at the other end. */
export async function asSpeaker<R extends { kind: string; outcome?: unknown }>(
  desk: Desk,
  guest: Guest,
  run: (speaker: Speaker) => Promise<R>,
  only?: string,
): Promise<R | Said> {
  const { workspace, tenant, userId, context } = guest
  if (!workspace) return NOT_BOUND
  if (!userId) return NOBODY
  const account: AccountRef = { platform: 'teams', tenant, userId }
  const visitor: Visitor = { account, workspace, ask: () => standingOf(desk, context, account) }
  return asSpeakerOf(desk, visitor, run, only)
}

/** The rules whose texts are right for everybody of the tenant, known or not. */
export async function schemeOf(desk: Desk, { workspace }: Guest) {
  const schemeId = workspace?.schemeIds[0]
  return schemeId ? desk.rules.of(schemeId) : null
}

/** Members of the bound tenant only: guests and people of other tenants, also of a shared channel, are nobody here. */
async function standingOf({ log }: Desk, context: TurnContext, account: AccountRef): Promise<Standing> {
  try {
    const member = await TeamsInfo.getMember(context, account.userId)
    const { userRole } = member as { userRole?: string }
    if (member.tenantId !== account.tenant || userRole === 'guest') return { kind: 'refused' }
    const email = member.email ?? member.userPrincipalName
    return { kind: 'member', email: email?.toLowerCase() ?? null }
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return { kind: 'refused' }
    log.warn({ code: errorCode(error) }, 'a teams account could not be checked')
    return { kind: 'not_known' }
  }
}
