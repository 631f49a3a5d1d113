import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pino, { type Logger } from 'pino'
import { type Config, readConfig } from '../config.js'
import type { OpenedStore } from '../store/index.js'
import { type App, compose } from './compose.js'
import { dataKeys } from './data-keys.js'
import { bringUpLocal } from './local/index.js'
import { defaultDataFolder, schemesFolder } from './paths.js'
import { prepareDatabase } from './prepare-database.js'
import { readDirectory, readScheme, schemeFileOf } from './schemes.js'

export interface Running {
  url: string
  stop(): Promise<void>
}

/**
 * Starts the whole program from the environment: services, migrations, scheme, then the app; without credentials the
 * playground too. Whatever fails, nothing stays behind.
 */
export async function start(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Running> {
  const config = readConfig(env)
  const dataDir = defaultDataFolder
  const undo: Undo = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const services = await bringUpLocal({
      dataDir,
      log: say,
      databaseUrl: config.databaseUrl,
      redisUrl: config.redisUrl,
    })
    undo.push(() => services.stop())
    const keys = dataKeys(config.dataKeys, dataDir)
    const applied = await prepareDatabase(config, services, keys)
    if (applied.length > 0)
      say(`Database: ${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'} applied.`)
    const base = {
      role: config.role,
      host: config.host,
      port: config.port,
      trustedProxies: config.trustedProxies,
      databaseUrl: services.databaseUrl,
      redisUrl: services.redisUrl,
      keys,
      log: logTo(config, dataDir),
      ...(config.anchorFile && { anchorFile: config.anchorFile }),
    }
    const app =
      config.slack || config.teams
        ? await startConnected(config, base, undo, say)
        : await startPlayground(base, undo, say)
    say(`Reciprocal answers on ${app.url}/`)
    return { url: app.url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Steps back, the last one first. */
type Undo = (() => unknown)[]
type Base = Omit<Parameters<typeof compose>[0], 'slack' | 'teams'>

async function startConnected(
  config: Config,
  base: Base,
  undo: Undo,
  say: (line: string) => void,
): Promise<App> {
  const app = await compose({ ...base, slack: config.slack, teams: config.teams })
  undo.push(() => app.stop())
  const schemes = await refreshSchemes(app.opened)
  if (schemes === 0)
    say('Nobody is in the directory yet: load it with npm run reciprocal -- directory import <file>.')
  return app
}

/** Standard output for whoever runs it; a file beside the data on a first try, so that the screen stays readable. */
function logTo(config: Config, dataDir: string): Logger {
  const options = { level: config.logLevel, base: null }
  return config.slack || config.teams
    ? pino(options)
    : pino(options, pino.destination({ dest: join(dataDir, 'reciprocal.log'), mkdir: true }))
}

/** Loaded only here: neither the stand-in nor the page is part of a program that serves real people. */
async function startPlayground(base: Base, undo: Undo, say: (line: string) => void): Promise<App> {
  const { preparePlayground } = await import('../playground/index.js')
  const scheme = readScheme(schemeFileOf('london'))
  const directory = readDirectory(join(schemesFolder, 'demo-directory.yaml'), scheme)
  const playground = await preparePlayground({
    directory,
    memoryFile: join(defaultDataFolder, 'playground.json'),
  })
  undo.push(() => playground.stop())
  const app = await compose({
    ...base,
    slack: playground.slack,
    teams: null,
    handlers: () => [playground.handler],
  })
  // Pushed last, so done first: an open page must not keep the server from closing.
  undo.push(
    () => app.stop(),
    () => playground.hangUp(),
  )
  await app.opened.directory.loadScheme(scheme)
  await app.opened.directory.importDirectory(directory)
  await playground.install(app.opened, new Date())
  playground.connect(app.url)
  const landlords = directory.organisations.filter(
    (o) => o.kind === 'local_authority' || o.kind === 'registered_provider',
  )
  say(`Demo: ${scheme.title}, ${landlords.length} partners, ${directory.people.length} invented people.`)
  say('No account is needed: open the page, choose a person and type /reciprocal help.')
  return app
}

/** Newer versions of the scheme files of this installation take effect at start; older requests keep theirs (D10). */
async function refreshSchemes(opened: OpenedStore): Promise<number> {
  const schemes = await opened.directory.schemes()
  for (const { id } of schemes) {
    const file = schemeFileOf(id)
    if (existsSync(file)) await opened.directory.loadScheme(readScheme(file))
  }
  return schemes.length
}
