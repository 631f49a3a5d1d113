import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cacheFolder } from '../paths.js'
import { StartError } from '../start-error.js'
import { FolderInUse, lockFolder } from './lock.js'
import { runningPostgres, startPostgres } from './postgres.js'
import { runningRedis, startRedis } from './redis.js'

export type LocalServices = {
  /** For the program: a role that owns no table. */
  readonly databaseUrl: string
  /** For migrations only. */
  readonly ownerDatabaseUrl: string
  readonly redisUrl: string
  /** Ends what was started here, and only that. */
  stop(): Promise<void>
}

/**
 * Brings up a PostgreSQL and a Redis of our own under `dataDir`, unless the operator named theirs: a named one
 * is handed back as it is. Every failure is a StartError, and leaves nothing running.
 */
export async function bringUpLocal(options: {
  dataDir: string
  log: (line: string) => void
  databaseUrl?: string | undefined
  redisUrl?: string | undefined
  /** For the command line: use the servers of a program that is running in this folder. */
  join?: boolean
}): Promise<LocalServices> {
  const { databaseUrl, redisUrl, log } = options
  const dataDir = resolve(options.dataDir)
  const undo: (() => Promise<void> | void)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    if (databaseUrl === undefined || redisUrl === undefined) {
      requireWritable(dataDir)
      const lock = lockFolder(dataDir)
      undo.push(() => lock.release())
    }
    const own = {
      databaseUrl: databaseUrl ?? '',
      ownerDatabaseUrl: databaseUrl ?? '',
      redisUrl: redisUrl ?? '',
    }
    if (redisUrl === undefined) {
      const redis = await startRedis({ folder: join(dataDir, 'redis'), cacheFolder, log })
      undo.push(() => redis.stop())
      own.redisUrl = redis.url
    }
    if (databaseUrl === undefined) {
      const postgres = await startPostgres({ folder: join(dataDir, 'postgres'), cacheFolder, log })
      undo.push(() => postgres.stop())
      own.databaseUrl = postgres.appUrl
      own.ownerDatabaseUrl = postgres.ownerUrl
    }
    return { ...own, stop }
  } catch (error) {
    await stop()
    if (options.join && error instanceof FolderInUse) return running(dataDir, databaseUrl, redisUrl)
    throw startErrorOf(error, dataDir)
  }
}

function running(dataDir: string, databaseUrl?: string, redisUrl?: string): LocalServices {
  const postgres = runningPostgres(join(dataDir, 'postgres'))
  return {
    databaseUrl: databaseUrl ?? postgres.appUrl,
    ownerDatabaseUrl: databaseUrl ?? postgres.ownerUrl,
    redisUrl: redisUrl ?? runningRedis(join(dataDir, 'redis')),
    stop: async () => undefined,
  }
}

function requireWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    // Of a read-only file system Node says so only when asked for one folder alone.
    mkdirSync(folder)
  }
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
}

const fileTroubles: Readonly<Record<string, string>> = {
  EROFS: 'is on a read-only file system',
  EACCES: 'belongs to another user or is closed to writing',
  EPERM: 'belongs to another user or is closed to writing',
  ENOSPC: 'has no space left',
  ENOTDIR: 'is not a folder',
  EEXIST: 'is not a folder',
}

function startErrorOf(error: unknown, dataDir: string): StartError {
  if (error instanceof StartError) return error
  const { code = '', path = dataDir, message } = error as NodeJS.ErrnoException
  const trouble = fileTroubles[code]
  return trouble === undefined
    ? new StartError(`The local database and Redis could not be started: ${message}.`, { cause: error })
    : new StartError(`Reciprocal cannot keep its data: ${path} ${trouble}.`, { cause: error })
}
