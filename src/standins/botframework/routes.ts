import type { Operation } from './types.js'

/** What a request to the connector is about. */
export interface Route {
  operation: Operation
  tenantId: string | undefined
  conversationId: string | undefined
  /** The message to change, or to answer. */
  activityId: string | undefined
  memberId: string | undefined
  teamId: string | undefined
  /** From `v3/` on. */
  path: string
}

const CONVERSATION = '(?<conversationId>[^/]+)'

const ROUTES: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ['POST', route('conversations'), 'createConversation'],
  ['POST', route(`conversations/${CONVERSATION}/activities`), 'send'],
  ['POST', route(`conversations/${CONVERSATION}/activities/(?<activityId>[^/]+)`), 'send'],
  ['PUT', route(`conversations/${CONVERSATION}/activities/(?<activityId>[^/]+)`), 'update'],
  ['DELETE', route(`conversations/${CONVERSATION}/activities/(?<activityId>[^/]+)`), 'delete'],
  ['GET', route(`conversations/${CONVERSATION}/members`), 'members'],
  ['GET', route(`conversations/${CONVERSATION}/members/(?<memberId>[^/]+)`), 'member'],
  ['GET', route(`conversations/${CONVERSATION}/pagedmembers`), 'pagedMembers'],
  ['GET', route('teams/(?<teamId>[^/]+)'), 'team'],
  ['GET', route('teams/(?<teamId>[^/]+)/conversations'), 'channels'],
]

/** Reads a path under a service URL; undefined for any other. */
export function readRoute(method: string, path: string): Route | undefined {
  const under = /^\/teams\/(?<tenantId>[^/]+)\/(?<rest>.*)$/.exec(path)
  if (!under?.groups) return undefined
  const { tenantId, rest = '' } = under.groups
  for (const [verb, pattern, operation] of ROUTES) {
    const match = verb === method ? pattern.exec(rest) : null
    if (match) return found(operation, tenantId, rest, match.groups ?? {})
  }
  return found('unknown', tenantId, rest, {})
}

function route(path: string): RegExp {
  return new RegExp(`^v3/${path}$`)
}

function found(
  operation: Operation,
  tenantId: string | undefined,
  rest: string,
  groups: Record<string, string | undefined>,
): Route {
  const read = (part: string | undefined) => (part === undefined ? undefined : decodeURIComponent(part))
  return {
    operation,
    tenantId: read(tenantId),
    conversationId: read(groups.conversationId),
    activityId: read(groups.activityId),
    memberId: read(groups.memberId),
    teamId: read(groups.teamId),
    path: decodeURIComponent(rest),
  }
}
