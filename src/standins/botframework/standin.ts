import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { messageActivity } from './activities.js'
import type { BotFrameworkStandin } from './api.js'
import { botIdOf, type Core, ISSUER, type Settings } from './core.js'
import { directory } from './directory.js'
import { FaultDesk } from './fault-desk.js'
import { Happenings } from './happenings.js'
import { sharedKeys } from './keys.js'
import { LoginDesk } from './logins.js'
import { type BotFrameworkStandinOptions, DEFAULTS } from './options.js'
import { Actor } from './people.js'
import { RateDesk } from './rates.js'
import { buildServer } from './server.js'
import { BotFrameworkStore } from './store.js'
import type { Dict, LoggedCall } from './types.js'
import { Wire } from './wire.js'

/** Starts a server that behaves like the Bot Framework's cloud and acts as the people in their Teams clients. */
export async function startBotFrameworkStandin(
  options: BotFrameworkStandinOptions = {},
): Promise<BotFrameworkStandin> {
  const clock = options.clock ?? Date.now
  const settings = readSettings(options)
  const store = new BotFrameworkStore(clock)
  const lifetime = options.tokenLifetimeS ?? DEFAULTS.tokenLifetimeS
  const logins = new LoginDesk(clock, settings.appId, settings.appPassword, lifetime, ISSUER)
  const core: Core = {
    store,
    clock,
    settings,
    rates: new RateDesk(clock),
    logins,
    keys: await sharedKeys(),
    origin: '',
  }
  const faults = new FaultDesk(store, logins)
  const wire = new Wire(core)
  wire.messagingUrl = options.messagingUrl
  const happenings = new Happenings(core, wire)
  const log: LoggedCall[] = []
  const server = buildServer({ core, faults, log })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, settings.host, resolve)
  })
  core.origin = `http://${settings.host}:${(server.address() as AddressInfo).port}`
  return {
    origin: core.origin,
    openIdUrl: `${core.origin}/openid`,
    tokenUrl: `${core.origin}/login/oauth2/v2.0/token`,
    loginUrl: `${core.origin}/login`,
    issuer: ISSUER,
    oauthScope: ISSUER,
    appId: settings.appId,
    appPassword: settings.appPassword,
    botId: botIdOf(core),
    botName: settings.botName,
    store,
    faults,
    log,
    sent: wire.sent,
    connect: (messagingUrl) => {
      wire.messagingUrl = messagingUrl
    },
    addTenant: (setup) => directory.addTenant(store, core.origin, setup),
    addUser: (setup) => directory.addUser(store, setup),
    addTeam: (setup) => directory.addTeam(store, setup),
    serviceUrl: (tenantId) => directory.tenant(store, tenantId).serviceUrl,
    as: (userId) => new Actor(core, wire, userId),
    installInTeam: (teamId, channelId, byUser) => happenings.install(teamId, channelId, byUser),
    removeFromTeam: (teamId, byUser) => happenings.remove(teamId, byUser),
    addMember: (teamId, userId) => happenings.addMember(teamId, userId),
    removeMember: (teamId, userId) => happenings.removeMember(teamId, userId),
    renameTeam: (teamId, name) => happenings.renameTeam(teamId, name),
    deleteTeam: (teamId) => happenings.deleteTeam(teamId),
    renameChannel: (channelId, name) => happenings.renameChannel(channelId, name),
    deleteChannel: (channelId) => happenings.deleteChannel(channelId),
    compose: (userId, text) => compose(core, userId, text),
    send: (activity, sending) => wire.send(activity, sending),
    redeliver: (past, times) => wire.redeliver(past, times),
    resetLimits: () => core.rates.clear(),
    forget: () => {
      log.length = 0
      wire.sent.length = 0
      store.forgetMessages()
    },
    settled: () => wire.settled(),
    close: async () => {
      wire.close()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

function compose(core: Core, userId: string, text: string): Dict {
  const user = directory.user(core.store, userId)
  const id = `f:${randomUUID()}`
  return messageActivity(core, user, core.store.openChat(user), { id, threadId: id, text, entities: [] })
}

function readSettings(options: BotFrameworkStandinOptions): Settings {
  return {
    host: options.host ?? '127.0.0.1',
    appId: options.appId ?? DEFAULTS.appId,
    appPassword: options.appPassword ?? DEFAULTS.appPassword,
    botName: options.botName ?? DEFAULTS.botName,
    invokeTimeoutMs: options.invokeTimeoutMs ?? DEFAULTS.invokeTimeoutMs,
    redeliverDelaysMs: options.redeliverDelaysMs ?? [],
    rateLimits: options.rateLimits ?? false,
    minPageSize: options.minPageSize ?? DEFAULTS.minPageSize,
    numbersAsText: options.numbersAsText ?? false,
    omitEmpty: options.omitEmpty ?? false,
    logLimit: options.logLimit ?? DEFAULTS.logLimit,
  }
}
