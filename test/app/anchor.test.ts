import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type App, compose } from '../../src/app/compose.js'
import { anchorProblem } from '../../src/cli/checks.js'
import { keysFromText } from '../../src/store/key-provider.js'
import { NO_CHANGE, newRequest, openedStore } from '../store/opened.js'
import { freshRedis } from '../support/services.js'

const DAY_MS = 86_400_000

let store: Awaited<ReturnType<typeof openedStore>>
let redisUrl: string
let folder: string
let now = new Date('2026-11-23T09:30:00Z')

beforeAll(async () => {
  store = await openedStore()
  redisUrl = (await freshRedis()).url
  folder = mkdtempSync(join(tmpdir(), 'anchor-'))
  await store.scheme.commit({ ...NO_CHANGE, create: [newRequest()] })
})
afterAll(async () => {
  await store.end()
  rmSync(folder, { recursive: true })
})

test('of several workers one adds one line a day, and each line follows the one before', async () => {
  const anchorFile = join(folder, 'anchors')
  const workers = await Promise.all([1, 2, 3].map(() => worker(anchorFile)))
  for (let day = 0; day < 3; day++) {
    for (const each of [workers, workers]) await Promise.all(each.map((app) => app.sweep()))
    now = new Date(now.getTime() + DAY_MS)
  }
  const lines = readFileSync(anchorFile, 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).at.slice(0, 10))).toEqual([
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
  ])
  expect(await problem(anchorFile)).toBeNull()
})

test('a day that was written and not said to be is not written again', async () => {
  const anchorFile = join(folder, 'died')
  const app = await worker(anchorFile)
  const owner = new pg.Client({ connectionString: store.database.ownerDatabaseUrl })
  await owner.connect()
  await owner.query(`update "AuditAnchor" set "doneAt" = null, "leaseUntil" = null`)
  await owner.end()
  await app.sweep()
  expect(readFileSync(anchorFile, 'utf8').trimEnd().split('\n')).toHaveLength(1)
})

test('a file that cannot be written is a warning, known to doctor, and stops no work', async () => {
  const anchorFile = join(folder, 'closed', 'anchors')
  const warnings: string[] = []
  now = new Date(now.getTime() + DAY_MS)
  const app = await worker(anchorFile, (line) => warnings.push(line))
  await app.sweep()
  expect(warnings.filter((line) => line.includes('anchor')).map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ level: 40, code: 'ENOENT' }),
  ])
  expect(await problem(anchorFile)).toMatch(/^could not be written on 2026-\d\d-\d\d \(ENOENT\)/)
  const request = newRequest()
  expect(await store.scheme.commit({ ...NO_CHANGE, create: [request] })).toBe('committed')
  mkdirSync(join(folder, 'closed'))
  now = new Date(now.getTime() + DAY_MS / 24)
  await app.sweep()
  expect(readFileSync(anchorFile, 'utf8')).toContain(request.id)
  expect(await problem(anchorFile)).toBeNull()
})

test('doctor says when no worker writes at all', async () => {
  now = new Date(now.getTime() + 3 * DAY_MS)
  expect(await problem('named')).toMatch(/^nothing was written since 2026-/)
  expect(await anchorProblem(store, {}, now)).toBeNull()
})

const problem = (anchorFile: string) => anchorProblem(store, { anchorFile }, now)

async function worker(anchorFile: string, warn: (line: string) => void = () => undefined): Promise<App> {
  const app = await compose({
    ...{ role: 'worker', host: '127.0.0.1', port: 0, slack: null, teams: null, anchorFile },
    databaseUrl: store.database.databaseUrl,
    redisUrl,
    keys: keysFromText(store.dataKeys),
    log: pino({ level: 'warn' }, { write: warn }),
    clock: { now: () => now },
  })
  onTestFinished(() => app.stop())
  return app
}
