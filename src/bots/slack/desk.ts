import type { Context } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Ports } from '../../core/ports.js'
import { type Said, type Speaker, say } from '../dialogue/speaker.js'
import type { SchemeRules } from '../scheme-rules.js'
import type { BoundWorkspace, Log, Workspaces } from './edges.js'
import type { Accounts, Who } from './identity.js'

/** What the handlers of Slack's requests work with. */
export interface Desk {
  ports: Ports
  workspaces: Workspaces
  accounts: Accounts
  rules: SchemeRules
  /** Direct messages by workspace and person, as far as they were asked for: they never change. */
  ownChats: Map<string, string>
  log: Log
  ackWithinMs: number
}

/** What Bolt's authorisation found out about the workspace; handlers get it in their context. */
export type WorkspaceFound =
  | { kind: 'bound'; workspace: BoundWorkspace }
  | { kind: 'not_bound' }
  | { kind: 'not_known' }

const NOT_BOUND = say('This workspace is not connected to the scheme. Please ask the coordinator.')
const NOT_CHECKED = say('Your Slack account could not be checked. Please try again in a moment.')
const NO_MEMBER = say('Only full members of a connected workspace can use this.')
const NO_DATABASE = say('Not confirmed. Please try again in a moment; trying twice is harmless.')

/**
 * Runs something in the name of whoever is at the other end: account checked, in each scheme of the
 * workspace (or in the one that was named) until one has an answer. Somebody not known yet is looked up by
 * e-mail once, and tries again.
 */
export async function asSpeaker<R extends { kind: string; outcome?: unknown }>(
  desk: Desk,
  { context, client, userId }: { context: Context; client: WebClient; userId: string },
  run: (speaker: Speaker) => Promise<R>,
  only?: string,
): Promise<R | Said> {
  const found = workspaceOf(context)
  if (found.kind !== 'bound' || !context.teamId) return shutWords(found)
  const who: Who = {
    account: { platform: 'slack', tenant: context.teamId, userId },
    workspace: found.workspace,
    client,
  }
  const standing = await desk.accounts.standing(who)
  if (standing.kind === 'not_known') return NOT_CHECKED
  if (standing.kind === 'refused') return NO_MEMBER
  let last: R | Said = NOT_BOUND
  const schemeIds = found.workspace.schemeIds.filter((id) => only === undefined || id === only)
  for (const schemeId of schemeIds) {
    const scheme = await desk.rules.of(schemeId)
    const speaker: Speaker = { ports: desk.ports, schemeId, actor: who.account, scheme }
    last = await run(speaker)
    if (!foundNothing(last)) return last
    if (await desk.accounts.introduce(who, schemeId)) {
      last = await run(speaker)
      if (!foundNothing(last)) return last
    }
  }
  return last
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

function foundNothing(reply: { kind: string; outcome?: unknown }): boolean {
  return reply.kind === 'say' && reply.outcome === 'nothing_found'
}
