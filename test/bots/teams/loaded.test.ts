import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot, schemesFolder } from '../../../src/app/paths.js'
import { newDataKey } from '../../../src/store/key-provider.js'
import { freshDatabase, freshRedis, type TestDatabase } from '../../support/services.js'

const folder = join(projectRoot, '.cache', `loaded-${process.pid}`)
const HEAVY = ['/@microsoft/teams-ai/', '/botbuilder/', '/botframework-connector/', '/openai/']

let database: TestDatabase
let redisUrl: string
beforeAll(async () => {
  database = await freshDatabase()
  redisUrl = (await freshRedis()).url
  await build({
    stdin: { contents: program(), resolveDir: join(projectRoot, 'src'), loader: 'ts' },
    outdir: folder,
    entryNames: 'program',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
  })
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

test('with Slack alone none of Teams’ heavy libraries is loaded', { timeout: 60_000 }, async () => {
  expect(await loadedWith('null')).toEqual([])
})

test('with Teams they are, so that looking for them finds them', {
  timeout: 60_000,
}, async () => {
  const teams = {
    appId: 'app',
    appPassword: 'password',
    loginUrl: 'http://127.0.0.1:1',
    openIdMetadataUrl: 'http://127.0.0.1:1',
  }
  expect(await loadedWith(JSON.stringify(teams))).toEqual(
    expect.arrayContaining(['/@microsoft/teams-ai/', '/botbuilder/', '/botframework-connector/']),
  )
})

/** Which of the heavy libraries a process of its own has loaded once it is up. */
async function loadedWith(teams: string): Promise<string[]> {
  const env = {
    ...process.env,
    TEAMS: teams,
    DATABASE_URL: database.databaseUrl,
    REDIS_URL: redisUrl,
    DATA_KEY: newDataKey('k1'),
  }
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'program.mjs')], { env })
  const files: string[] = JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]')
  expect(files.some((file) => file.includes('/@slack/'))).toBe(true)
  return HEAVY.filter((name) => files.some((file) => file.includes(name)))
}

/** CommonJS modules, as all of these are, stand in the cache of `require` however they were loaded. */
function program(): string {
  return `
    import { createRequire } from 'node:module'
    import pino from 'pino'
    import { compose } from './app/compose.js'
    import { readScheme } from './app/schemes.js'
    import { keysFromText } from './store/key-provider.js'
    const app = await compose({
      role: 'all', host: '127.0.0.1', port: 0,
      databaseUrl: process.env.DATABASE_URL, redisUrl: process.env.REDIS_URL,
      keys: keysFromText(process.env.DATA_KEY),
      slack: { signingSecrets: ['secret'], access: { token: 'xoxb-1' }, apiUrl: 'http://127.0.0.1:1/' },
      teams: JSON.parse(process.env.TEAMS),
      log: pino({ level: 'silent' }),
    })
    await app.opened.directory.loadScheme(readScheme(${JSON.stringify(join(schemesFolder, 'london.yaml'))}))
    await fetch(app.url + '/slack/events', { method: 'POST' })
    await fetch(app.url + '/api/messages', { method: 'POST' })
    await app.stop()
    console.log(JSON.stringify(Object.keys(createRequire(import.meta.url).cache)))
    process.exit(0)
  `
}
