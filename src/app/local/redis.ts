import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { StartError } from '../start-error.js'
import { freePort } from './ports.js'
import { endLeftover, type Server, startServer } from './processes.js'
import { type RedisBinary, redisBinary } from './redis-binary.js'
import { newPassword, readSettings, writeSettings } from './settings.js'

export type LocalRedis = { readonly url: string; readonly pid: number; stop(): Promise<void> }

type Settings = { port?: number; password: string }

const loopback = '127.0.0.1'

/** Starts the program's own Redis with its data in `folder`; what an earlier run left there is used again. */
export async function startRedis(options: {
  folder: string
  cacheFolder: string
  log: (line: string) => void
  databases?: number
}): Promise<LocalRedis> {
  const { folder } = options
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const binary = await redisBinary(options.cacheFolder, options.log)
  const settingsFile = join(folder, 'settings.json')
  const settings = readSettings(settingsFile, freshSettings)
  await endEarlierServer(folder)
  const server = await startOnFreePort(binary, folder, settings, options.databases ?? 16)
  writeSettings(settingsFile, settings)
  return { url: urlOf(settings), pid: server.pid, stop: () => server.stop() }
}

/** Where the Redis answers that another program started in `folder`. */
export function runningRedis(folder: string): string {
  return urlOf(readSettings(join(folder, 'settings.json'), freshSettings))
}

const freshSettings = (): Settings => ({ password: newPassword() })

const urlOf = (settings: Settings): string => `redis://:${settings.password}@${loopback}:${settings.port}`

async function endEarlierServer(folder: string): Promise<void> {
  const pidFile = join(folder, 'redis.pid')
  if (existsSync(pidFile))
    await endLeftover(Number.parseInt(readFileSync(pidFile, 'utf8'), 10), folder, 'TERM')
}

async function startOnFreePort(
  binary: RedisBinary,
  folder: string,
  settings: Settings,
  databases: number,
): Promise<Server> {
  const logFile = join(folder, 'redis.log')
  const configFile = join(folder, 'redis.conf')
  for (let attempt = 1; ; attempt += 1) {
    settings.port = await freePort(attempt === 1 ? settings.port : undefined)
    writeFileSync(configFile, configuration(settings, databases), { mode: 0o600 })
    const env = { PATH: process.env.PATH, LC_ALL: 'C', ...binary.env }
    const server = startServer([binary.program, configFile], { signal: 'TERM', cwd: folder, env, logFile })
    if (await answers(server, settings)) return server
    await server.stop()
    const said = readFileSync(logFile, 'utf8')
    if (attempt < 3 && said.includes('already in use')) continue
    const last = said.trim().split('\n').at(-1) ?? ''
    throw new StartError(`Redis did not start (${last || 'it said nothing'}); its log is ${logFile}.`)
  }
}

/** The password stands in a file, as an argument it could be read in the list of processes. */
function configuration(settings: Settings, databases: number): string {
  const lines = [
    `bind ${loopback}`,
    `port ${settings.port}`,
    `requirepass ${settings.password}`,
    `databases ${databases}`,
    'daemonize no',
    'dir .',
    'pidfile ./redis.pid',
    'appendonly yes',
    'save ""',
    'maxmemory-policy noeviction',
    'loglevel warning',
  ]
  return `${lines.join('\n')}\n`
}

async function answers(server: Server, settings: Settings): Promise<boolean> {
  const deadline = Date.now() + 60_000
  while (server.running && Date.now() < deadline) {
    const client = new Redis(urlOf(settings), { lazyConnect: true, retryStrategy: () => null })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return true
    } catch {
      await wait(30)
    } finally {
      client.disconnect()
    }
  }
  return false
}
