import { jsonObject, maybe, need } from '../args.js'
import { checkView } from '../check.js'
import { type Call, type Core, type Methods, TIER } from '../core.js'
import { ApiError } from '../errors.js'
import { LIMITS } from '../limits.js'
import type { Dict, View } from '../types.js'
import { rawView } from './raw.js'

export const views: Methods = {
  'views.open': { perMinute: TIER.four, run: open },
  'views.push': { perMinute: TIER.four, run: push },
  'views.update': { perMinute: TIER.four, run: update },
  'views.publish': { perMinute: TIER.four, run: publish },
}

function open(call: Call): Dict {
  const { core, workspace, args } = call
  const content = readView(call, 'modal')
  const trigger = core.tickets.readTrigger(need(args, 'trigger_id'), workspace.id)
  trigger.use()
  return shown(core, core.store.views.open(workspace.id, trigger.userId, content))
}

function push(call: Call): Dict {
  const { core, workspace, args } = call
  const content = readView(call, 'modal')
  const trigger = core.tickets.readTrigger(need(args, 'trigger_id'), workspace.id)
  const view = core.store.views.push(workspace.id, trigger.userId, content)
  if (!view) throw new ApiError('push_limit_reached')
  trigger.use()
  return shown(core, view)
}

function update(call: Call): Dict {
  const { core, workspace, args } = call
  const externalId = maybe(args, 'external_id')
  const view = externalId
    ? core.store.views.byExternalId(workspace.id, externalId)
    : core.store.views.get(need(args, 'view_id'))
  if (!view?.open || view.teamId !== workspace.id) throw new ApiError('not_found')
  const hash = maybe(args, 'hash')
  if (hash && hash !== view.hash) throw new ApiError('hash_conflict')
  core.store.views.update(view, readView(call, view.type, view.id))
  return shown(core, view)
}

function publish(call: Call): Dict {
  const { core, workspace, args } = call
  const user = workspace.users.get(need(args, 'user_id'))
  if (!user || user.deleted || user.isBot)
    throw new ApiError('invalid_arguments', ['invalid `user_id` [json-pointer:/user_id]'])
  const hash = maybe(args, 'hash')
  if (hash && hash !== core.store.home(user.id)?.hash) throw new ApiError('hash_conflict')
  return shown(core, core.store.views.publish(workspace.id, user.id, readView(call, 'home')))
}

function readView(call: Call, type: View['type'], ownId?: string): Dict {
  const view = jsonObject(call.args, 'view', 'invalid_arguments')
  if (!view) throw new ApiError('invalid_arguments', ['missing required field: view'])
  const found = checkView(view)
  if (view.type !== type) found.push(`must be a ${type} view [json-pointer:/view/type]`)
  if (found.length > 0) throw new ApiError('invalid_arguments', found)
  const text = typeof call.args.view === 'string' ? call.args.view : JSON.stringify(view)
  if (Buffer.byteLength(text) > LIMITS.viewBytes) throw new ApiError('view_too_large')
  const external = maybe(view, 'external_id')
  const taken = external ? call.core.store.views.byExternalId(call.workspace.id, external) : undefined
  if (taken && taken.id !== ownId && type === 'modal') throw new ApiError('duplicate_external_id')
  return view
}

function shown(core: Core, view: View): Dict {
  return { ok: true, view: rawView(core, view) }
}
