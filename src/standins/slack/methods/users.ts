import { need, page } from '../args.js'
import { type Call, type Methods, TIER } from '../core.js'
import { ApiError } from '../errors.js'
import type { Dict, User } from '../types.js'
import { seenUser } from './access.js'
import { rawUser } from './raw.js'

export const users: Methods = {
  'auth.test': { perMinute: 600, run: test },
  'users.info': { scope: 'users:read', perMinute: TIER.four, run: info },
  'users.list': { scope: 'users:read', perMinute: TIER.two, run: list },
  'users.lookupByEmail': { scope: 'users:read.email', perMinute: TIER.three, run: lookup },
}

function test({ workspace, core }: Call): Dict {
  return {
    ok: true,
    url: `https://${workspace.domain}.slack.com/`,
    team: workspace.name,
    user: workspace.users.get(workspace.botUserId)?.name,
    team_id: workspace.id,
    user_id: workspace.botUserId,
    bot_id: workspace.botId,
    app_id: core.settings.appId,
    is_enterprise_install: false,
    ...(workspace.enterprise && { enterprise_id: workspace.enterprise.id }),
  }
}

function info(call: Call): Dict {
  return { ok: true, user: raw(call, seenUser(call, need(call.args, 'user'))) }
}

function list(call: Call): Dict {
  const { items, next } = page([...call.workspace.users.values()], call.args)
  return {
    ok: true,
    members: items.map((u) => raw(call, u)),
    cache_ts: Math.floor(call.core.clock() / 1_000),
    response_metadata: { next_cursor: next },
  }
}

/** A switched-off account is not found by e-mail. */
function lookup(call: Call): Dict {
  const email = need(call.args, 'email').toLowerCase()
  for (const user of call.workspace.users.values()) {
    if (!user.deleted && user.email?.toLowerCase() === email) return { ok: true, user: raw(call, user) }
  }
  throw new ApiError('users_not_found')
}

function raw(call: Call, user: User): Dict {
  return rawUser(call.workspace, call.core.store.workspaces.get(user.teamId), user)
}
