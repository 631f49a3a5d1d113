import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { operatorSentence } from '../../src/app/operator-sentence.js'
import { start } from '../../src/app/start.js'
import { StartError } from '../../src/app/start-error.js'
import { openStore } from '../../src/store/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { london as readLondon } from '../core/scheme/london.js'
import { freshDatabase, freshRedis, ownRedis, type TestDatabase } from '../support/services.js'

let database: TestDatabase
let env: NodeJS.ProcessEnv
const DATA_KEYS = newDataKey()

beforeAll(async () => {
  database = await freshDatabase()
  env = {
    NODE_ENV: 'production',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATA_KEYS,
    DATABASE_URL: database.databaseUrl,
    DATABASE_OWNER_URL: database.ownerDatabaseUrl,
    REDIS_URL: (await freshRedis()).url,
    SLACK_SIGNING_SECRET: 'secret',
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_API_URL: 'http://127.0.0.1:1/',
  }
})
afterAll(() => database.drop())

test('with a platform and named services it comes up ready, says what to do next, and lets go of all', async () => {
  const { said, running } = await started({})
  expect(said).toEqual([
    'Nobody is in the directory yet: load it with npm run reciprocal -- directory import <file>.',
    `Reciprocal answers on ${running.url}/`,
  ])
  expect(await (await fetch(`${running.url}/readyz`)).text()).toBe('ready\n')
  await running.stop()
  await expect(fetch(running.url)).rejects.toThrow()
  expect(await connections()).toBe(0)
})

test('two processes of one installation share the work, each in its role', async () => {
  const { running: bots } = await started({ RECIPROCAL_ROLE: 'bots' })
  const { running: worker } = await started({ RECIPROCAL_ROLE: 'worker' })
  const post = (url: string) => fetch(`${url}/slack/events`, { method: 'POST' })
  expect([(await post(bots.url)).status, (await post(worker.url)).status]).toEqual([401, 404])
  for (const { url } of [bots, worker]) expect((await fetch(`${url}/readyz`)).status).toBe(200)
})

const inTeams = {
  TEAMS_APP_ID: 'app',
  TEAMS_APP_PASSWORD: 'password',
  TEAMS_TENANT_ID: 'tenant',
  TEAMS_LOGIN_URL: 'http://127.0.0.1:1/login',
  TEAMS_OPENID_METADATA_URL: 'http://127.0.0.1:1/openid',
}

test('with Teams beside Slack both doors are open, and neither lets anybody in unasked', async () => {
  const { running } = await started(inTeams)
  const post = async (path: string) => (await fetch(`${running.url}${path}`, { method: 'POST' })).status
  expect([await post('/slack/events'), await post('/api/messages')]).toEqual([401, 401])
})

test('with one platform alone the other’s door does not exist', async () => {
  const slackOnly = await started({})
  expect((await fetch(`${slackOnly.running.url}/api/messages`, { method: 'POST' })).status).toBe(404)
  const without = { SLACK_SIGNING_SECRET: undefined, SLACK_BOT_TOKEN: undefined, SLACK_API_URL: undefined }
  const teamsOnly = await started({ ...without, ...inTeams })
  expect((await fetch(`${teamsOnly.running.url}/slack/events`, { method: 'POST' })).status).toBe(404)
  expect((await fetch(`${teamsOnly.running.url}/api/messages`, { method: 'POST' })).status).toBe(401)
})

test('half of Teams, or an empty app id, does not start', async () => {
  await refused(
    { TEAMS_APP_ID: 'app' },
    'Teams is only half configured: TEAMS_APP_PASSWORD and TEAMS_TENANT_ID are missing. Set what is missing, or unset every TEAMS_ variable to try the program without an account.',
  )
  await refused(
    { TEAMS_APP_ID: '' },
    'NODE_ENV is production, but TEAMS_APP_ID is empty: set it, or remove it.',
  )
})

test('a port in use is named, and everything that was opened is closed again', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  await refused(
    { PORT: String(port) },
    `Port ${port} on 127.0.0.1 is already in use. End the other program, or set PORT to another number.`,
  )
})

test('a Redis that may throw jobs away, and one that does not answer, are refused', async () => {
  const redis = await ownRedis()
  onTestFinished(() => redis.remove())
  const client = new Redis(redis.url)
  await client.config('SET', 'maxmemory-policy', 'allkeys-lru')
  client.disconnect()
  await refused(
    { REDIS_URL: redis.url },
    'Redis may throw jobs away: its maxmemory-policy is "allkeys-lru". Set it to "noeviction".',
  )
  const nobody = 'Redis does not answer at the address in REDIS_URL, or refuses its password.'
  await refused({ REDIS_URL: 'redis://127.0.0.1:1' }, nobody)
  await refused({ REDIS_URL: redis.url.replace(/:[^:@/]+@/, ':wrong@') }, nobody)
})

test.each([
  ['does not answer', 'DATABASE_OWNER_URL', { port: '1' }, /Can't reach database server/],
  ['is not there', 'DATABASE_OWNER_URL', { pathname: '/none' }, /`none` does not exist/],
  ['refuses the owner', 'DATABASE_OWNER_URL', { password: 'no' }, /Authentication failed/],
  ['refuses the program', 'DATABASE_URL', { password: 'no' }, /Authentication failed/],
])('a database that %s is named by its variable', async (_, variable, change, reason) => {
  const url = Object.assign(new URL(env[variable] ?? ''), change)
  const sentence = await refused({ [variable]: url.href })
  expect(sentence).toMatch(reason)
  expect(sentence).toContain(`the database in ${variable}`)
  expect(sentence).not.toContain('\n')
})

test('a role that may not make tables is told so, in one sentence', async () => {
  const url = new URL(database.databaseUrl)
  url.pathname = '/postgres'
  const sentence = await refused({ DATABASE_URL: url.href, DATABASE_OWNER_URL: undefined })
  expect(sentence).toMatch(/cannot prepare the database in DATABASE_URL: .*permission denied.*\.$/)
})

test('keys that are no keys are refused without repeating them', async () => {
  const sentence = await refused({ DATA_KEYS: 'k1:c2VjcmV0' })
  expect(sentence).toBe('Key 1 of DATA_KEYS is not "id:" and 32 bytes in base64.')
})

test('a version of the scheme that is in use with other content is refused', async () => {
  const other = await freshDatabase()
  onTestFinished(() => other.drop())
  const store = openStore({ databaseUrl: other.databaseUrl, keys: keysFromText(DATA_KEYS) })
  await store.directory.loadScheme({ ...readLondon(), title: 'An older text' })
  await store.close()
  await refused(
    { DATABASE_URL: other.databaseUrl, DATABASE_OWNER_URL: other.ownerDatabaseUrl },
    'Version 1 of scheme london is already in use with other content; raise its version, or move .data/ away if it holds nothing but a trial.',
  )
})

async function started(change: NodeJS.ProcessEnv) {
  const said: string[] = []
  const running = await start({ ...env, ...change }, (line) => said.push(line))
  onTestFinished(() => running.stop())
  return { said, running }
}

/** What the operator reads; nothing of the failed start is left behind. */
async function refused(change: NodeJS.ProcessEnv, expected?: string): Promise<unknown> {
  const error = await start({ ...env, ...change }, () => undefined).catch((thrown: unknown) => thrown)
  const sentence = operatorSentence(error)
  if (expected !== undefined) expect(sentence).toBe(expected)
  expect(error).toBeInstanceOf(Error)
  expect(typeof sentence).toBe('string')
  expect(error instanceof StartError || sentence !== error).toBe(true)
  await expect.poll(connections).toBe(0)
  return sentence
}

async function connections(): Promise<number> {
  const url = new URL(database.ownerDatabaseUrl)
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    const found = await client.query(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    return found.rows[0].n
  } finally {
    await client.end()
  }
}
