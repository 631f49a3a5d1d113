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

/** One indexed read. A channel that speaks to us for somebody invited is remembered: it is how it is reached later. */
export async function receive(desk: Desk, context: TurnContext): Promise<Guest> {
  const sender = senderOf(context.activity as unknown as TeamsActivity)
  const workspace = await desk.workspaces.findWorkspace({
    platform: 'teams',
    tenant: sender.tenant,
    enterprise: null,
  })
  const guest = { ...sender, context, workspace }
  if (workspace && sender.roomId) await rememberRoom(desk, guest, sender.roomId)
  return guest
}

/** From where the app was added a channel can be posted to, whether or not anybody has ever spoken there. */
export function rememberRoom(desk: Desk, guest: Guest, roomId: string): Promise<void> {
  return remember(desk, guest, roomId, roomId)
}

/**
 * Runs something in the name of the Teams user at the other end. How they are reached is remembered first, of full
 * members alone: what they do may lead to a message to themselves at once.
 */
export async function asSpeaker<R extends { kind: string; outcome?: unknown }>(
  desk: Desk,
  guest: Guest,
  run: (speaker: Speaker) => Promise<R>,
  only?: string,
): Promise<R | Said> {
  const { workspace, tenant, userId, roomId, context } = guest
  if (!workspace) return NOT_BOUND
  if (!userId) return NOBODY
  const account: AccountRef = { platform: 'teams', tenant, userId }
  const visitor: Visitor = { account, workspace, ask: () => standingOf(desk, context, account) }
  const known = async (speaker: Speaker) => {
    if (roomId === null) await remember(desk, guest, userId, context.activity.conversation.id)
    return run(speaker)
  }
  return asSpeakerOf(desk, visitor, known, only)
}

/** Teams tells of a team's removal for its first channel, whichever was chosen: so that is written down. */
export function rememberChosen(desk: Desk, guest: Guest, teamId: string, roomId: string): Promise<void> {
  return remember(desk, guest, chosenIn(teamId), roomId)
}

/** The channel that was chosen when the app was added to the team; null when nobody knows. */
export async function chosenRoom(
  { conversations }: Desk,
  tenant: string,
  teamId: string,
): Promise<string | null> {
  const found = await conversations.findConversation({ platform: 'teams', tenant, id: chosenIn(teamId) })
  return found?.conversationId ?? null
}

function chosenIn(teamId: string): string {
  return `chosen in ${teamId}`
}

function remember(
  { conversations, ports }: Desk,
  { tenant, context }: Guest,
  id: string,
  conversationId: string,
): Promise<void> {
  return conversations.rememberConversation({
    platform: 'teams',
    tenant,
    id,
    conversationId,
    serviceUrl: context.activity.serviceUrl,
    seenAt: ports.clock.now(),
  })
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
