import { showHome } from '../../core/screen/index.js'
import { answerWith, askOf, viewOfAnswer } from '../dialogue/speaker.js'
import type { TeamsActivity } from './activity.js'
import { messageActivity } from './answers.js'
import { asSpeaker, chosenRoom, type Desk, type Guest, rememberChosen, rememberRoom } from './desk.js'

/**
 * The app was added or removed. A tenant, and the team it was added to, belong to a partner only where a coordinator
 * has invited that tenant: it stands in the directory. Nothing of anybody else is kept.
 */
export async function onInstallation(desk: Desk, guest: Guest): Promise<void> {
  const { action, recipient } = guest.context.activity as unknown as TeamsActivity
  const { workspace, tenant, roomId } = guest
  if (!workspace) {
    desk.log.warn({ tenant }, 'the app was added in a teams tenant that nobody invited')
    return
  }
  if (action?.startsWith('add')) {
    await desk.workspaces.installWorkspace({
      platform: 'teams',
      tenant,
      enterprise: null,
      botToken: null,
      botUserId: recipient.id,
    })
    return roomId ? addRoom(desk, guest, roomOf(guest) ?? roomId) : welcome(desk, guest)
  }
  if (!action?.startsWith('remove')) return
  if (roomId) await loseTeam(desk, guest, roomId)
  else if (guest.userId) await desk.accounts.closed({ platform: 'teams', tenant, userId: guest.userId })
}

/** The channel or its team is gone: nothing can be posted there any more. */
export async function onRoomGone(desk: Desk, guest: Guest): Promise<void> {
  const { channelData } = guest.context.activity as unknown as TeamsActivity
  const { workspace, tenant, roomId } = guest
  if (!workspace || !roomId) return
  if (channelData.eventType === 'channelDeleted') await loseRoom(desk, tenant, roomId)
  if (channelData.eventType === 'teamDeleted') await loseTeam(desk, guest, roomId)
}

async function addRoom(desk: Desk, guest: Guest, roomId: string): Promise<void> {
  const { tenant } = guest
  const teamId = teamOf(guest)
  // Teams may speak for another channel of the team than the one that was chosen.
  if (roomId !== guest.roomId) await rememberRoom(desk, guest, roomId)
  if (teamId) await rememberChosen(desk, guest, teamId, roomId)
  await desk.conversations.bindRoom({ platform: 'teams', tenant, roomId })
  desk.log.info({ tenant }, 'a teams channel was added')
}

async function loseTeam(desk: Desk, guest: Guest, roomId: string): Promise<void> {
  const { tenant } = guest
  const teamId = teamOf(guest)
  const chosen = teamId && (await chosenRoom(desk, tenant, teamId))
  for (const lost of new Set([roomId, ...(chosen ? [chosen] : [])])) await loseRoom(desk, tenant, lost)
}

async function loseRoom(desk: Desk, tenant: string, roomId: string): Promise<void> {
  await desk.conversations.setRoomUsable({ platform: 'teams', tenant, roomId }, false)
  desk.log.info({ tenant }, 'a teams channel is gone')
}

function teamOf({ context }: Guest): string | null {
  return (context.activity as unknown as TeamsActivity).channelData.team?.id ?? null
}

/** The channel that was chosen when the app was added; the team's General channel has the team's own id. */
function roomOf({ context }: Guest): string | null {
  const { channelData } = context.activity as unknown as TeamsActivity
  return channelData.settings?.selectedChannel?.id ?? channelData.channel?.id ?? channelData.team?.id ?? null
}

/** The first thing in the private chat is the person's own Home, or whom to ask. */
async function welcome(desk: Desk, guest: Guest): Promise<void> {
  const answer = await asSpeaker(desk, guest, async (speaker) =>
    answerWith(speaker, await showHome(speaker.ports, askOf(speaker))),
  )
  await guest.context.sendActivity(messageActivity(viewOfAnswer(answer)))
}
