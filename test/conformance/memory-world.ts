import pg from 'pg'
import pino from 'pino'
import { compose } from '../../src/app/compose.js'
import { schemesFolder } from '../../src/app/paths.js'
import { readDirectory } from '../../src/app/schemes.js'
import { createChat } from '../../src/bots/delivery/create-chat.js'
import { Accounts } from '../../src/bots/dialogue/accounts.js'
import { ANSWER_WITHIN_MS } from '../../src/bots/dialogue/in-time.js'
import { SchemeRules } from '../../src/bots/scheme-rules.js'
import { producerConnection } from '../../src/jobs/connection.js'
import { createDoorbell } from '../../src/jobs/doorbell.js'
import { startSweeping } from '../../src/jobs/sweep.js'
import { startWorkers } from '../../src/jobs/workers.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { scheme } from '../end-to-end/stage.js'
import { MONDAY_MORNING, SCHEME, type World } from '../end-to-end/world.js'
import { freshDatabase, freshRedis } from '../support/services.js'
import { MemoryChat } from './memory-chat.js'
import { MemoryHands, type MemorySeat } from './memory-hands.js'

export interface MemoryWorld
  extends Pick<World, 'app' | 'directory' | 'ownerDatabaseUrl' | 'now' | 'moveTo' | 'room' | 'end'> {
  chat: MemoryChat
  hands(seat: MemorySeat): MemoryHands
  seatOf(personId: string): MemorySeat
}

export const tenantOf = (organisation: string) => `memory-${organisation}`

/** The whole program with neither Slack nor Teams: its only platform is a chat in memory. */
export async function startMemoryWorld(): Promise<MemoryWorld> {
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()])
  const everybody = readDirectory(`${schemesFolder}/demo-directory.yaml`, scheme)
  const directory = { ...everybody, workspaces: [], channels: [] }
  let ahead = MONDAY_MORNING.getTime() - Date.now()
  const clock = { now: () => new Date(Date.now() + ahead) }
  const log = pino({ level: 'silent' })
  const app = await compose({
    role: 'bots',
    host: '127.0.0.1',
    port: 0,
    databaseUrl: database.databaseUrl,
    redisUrl: redis.url,
    keys: keysFromText(newDataKey('k1')),
    slack: null,
    teams: null,
    log,
    clock,
  })
  const { opened } = app
  await opened.directory.loadScheme(scheme)
  await opened.directory.importDirectory(directory)
  await bindMemory(database.ownerDatabaseUrl)

  const chat = new MemoryChat({ store: opened.store, clock })
  const ports = { ...app.ports, chat: createChat({ memory: chat.sender }) }
  const bell = createDoorbell(await connected(redis.url), clock, () => undefined)
  const onFailure = () => undefined
  const workers = startWorkers({ redisUrl: redis.url, ports, bell, onFailure })
  const sweeping = startSweeping({ work: opened.store.work, bell, clock, onFailure })
  const desk = {
    ports,
    workspaces: opened.directory,
    accounts: new Accounts(ports, opened.directory, log),
    rules: new SchemeRules(opened.store, clock),
    log,
    answerWithinMs: ANSWER_WITHIN_MS,
    nothingFoundAfterMs: 0,
  }
  const seatOf = (personId: string): MemorySeat => {
    const person = everybody.people.find(({ id }) => id === personId)
    if (!person) throw new Error(`the demo directory has no ${personId}`)
    const { organisation, email, roles } = person
    const offers = roles.some(({ role }) => role === 'housing_officer')
    return {
      tenant: tenantOf(organisation),
      userId: personId,
      email,
      rooms: offers ? { [organisation]: roomOf(organisation) } : {},
    }
  }
  await Promise.all(
    everybody.people.map(async ({ id, email, organisation }) => {
      const account = { platform: 'memory', tenant: tenantOf(organisation), userId: id } as const
      await opened.directory.bindAccount({ schemeId: SCHEME, account, email, at: clock.now() })
      await opened.directory.confirmAccount(SCHEME, account, clock.now())
    }),
  )
  return {
    app: { ...app, ports, sweep: () => sweeping.now() },
    directory,
    ownerDatabaseUrl: database.ownerDatabaseUrl,
    chat,
    hands: (seat) => new MemoryHands(chat, desk, seat),
    seatOf,
    room: roomOf,
    now: () => clock.now(),
    async moveTo(at) {
      ahead = at.getTime() - Date.now()
      await sweeping.now()
    },
    async end() {
      await sweeping.stop()
      await workers.close()
      await bell.close()
      await app.stop()
      await database.drop()
    },
  }
}

const roomOf = (partner: string) => `room-${partner}`

/** The directory's file knows real platforms only: every organisation is bound, and every landlord's room, by hand. */
async function bindMemory(ownerDatabaseUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerDatabaseUrl })
  await owner.connect()
  try {
    await owner.query(
      `insert into "Workspace" ("schemeId", platform, tenant, "organisationId", state)
       select "schemeId", 'memory', 'memory-' || id, id, 'installed' from "Organisation"`,
    )
    await owner.query(
      `insert into "Room" ("schemeId", platform, tenant, "roomId", "partnerId", purpose, usable)
       select "schemeId", 'memory', 'memory-' || id, 'room-' || id, id, 'notices', true from "Organisation"
       where kind in ('local_authority', 'registered_provider')`,
    )
  } finally {
    await owner.end()
  }
}

async function connected(url: string) {
  const redis = producerConnection(url)
  await redis.connect()
  return redis
}
