import type { Context } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { NOT_CONFIRMED } from '../../core/outcome.js'
import type { Standing, Visitor } from '../dialogue/accounts.js'
import { asSpeaker as asSpeakerOf, NOT_BOUND, type Reception } from '../dialogue/reception.js'
import { type Said, type Speaker, sayOutcome } from '../dialogue/speaker.js'
import type { BoundWorkspace, Workspaces } from '../edges.js'
import { errorCode } from '../error-code.js'

/** What the handlers of Slack's requests work with. */
export interface Desk extends Reception {
  workspaces: Workspaces
  /** Direct messages by workspace and person, as far as they were asked for: they never change. */
  ownChats: Map<string, string>
}

/** What Bolt's authorisation found out about the workspace; handlers get it in their context. */
export type WorkspaceFound =
  | { kind: 'bound'; workspace: BoundWorkspace }
  | { kind: 'not_bound' }
  | { kind: 'not_known' }

const NO_DATABASE = sayOutcome(NOT_CONFIRMED)

/** Runs something in the name of the Slack user at the other end. */
export async function asSpeaker<R extends { kind: string; outcome?: unknown }>(
  desk: Desk,
  { context, client, userId }: { context: Context; client: WebClient; userId: string },
  run: (speaker: Speaker) => Promise<R>,
  only?: string,
): Promise<R | Said> {
  const found = workspaceOf(context)
  const tenant = context.teamId
  if (found.kind !== 'bound' || !tenant) return shutWords(found)
  const visitor: Visitor = {
    account: { platform: 'slack', tenant, userId },
    workspace: found.workspace,
    ask: () => standingOf(desk, client, tenant, userId),
  }
  return asSpeakerOf(desk, visitor, run, only)
}

/** What Bolt's authorisation left in the context. */
export function workspaceOf(context: Context): WorkspaceFound {
  return (context.workspaceFound as WorkspaceFound | undefined) ?? { kind: 'not_known' }
}

/** Why nobody of this workspace can do anything; also the end of a workspace without a scheme. */
export function shutWords({ kind }: WorkspaceFound): Said {
  return kind === 'not_known' ? NO_DATABASE : NOT_BOUND
}

/** The rules whose texts are right for everybody of the workspace, known or not. */
export async function textsFor(desk: Desk, context: Context) {
  const found = workspaceOf(context)
  const schemeId = found.kind === 'bound' ? found.workspace.schemeIds[0] : undefined
  return schemeId ? (await desk.rules.of(schemeId)).texts : null
}

/** Slack's own words for somebody who is not of the workspace that was asked. */
const STRANGER = ['user_not_found', 'user_not_visible']

async function standingOf(
  { log }: Desk,
  client: WebClient,
  tenant: string,
  userId: string,
): Promise<Standing> {
  try {
    const { user } = await client.users.info({ user: userId })
    if (!user || !isFullMember(user, tenant))
      return { kind: 'refused', ...(user?.deleted && { closed: true }) }
    return {
      kind: 'member',
      email: user.is_email_confirmed ? (user.profile?.email?.toLowerCase() ?? null) : null,
    }
  } catch (error) {
    const code = errorCode(error)
    if (STRANGER.some((word) => code.endsWith(word))) return { kind: 'refused' }
    log.warn({ code }, 'a slack account could not be checked')
    return { kind: 'not_known' }
  }
}

type SlackUser = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']> & {
  is_stranger?: boolean
}

function isFullMember(user: SlackUser, tenant: string): boolean {
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])]
  const outsider = user.deleted || user.is_bot || user.is_stranger || !teams.includes(tenant)
  return !outsider && !user.is_restricted && !user.is_ultra_restricted
}
