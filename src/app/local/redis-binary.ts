import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../start-error.js'
import { unpackPackages } from './debian-packages.js'
import { isOnPath, run, saidOf } from './processes.js'

export type RedisBinary = { readonly program: string; readonly env: NodeJS.ProcessEnv }

const advice =
  'install redis-server or valkey-server (Debian and Ubuntu: apt-get install redis-server; macOS: brew install redis), or connect a chat platform and set REDIS_URL'

/** A Redis from the PATH, or one brought into the cache; nothing is installed on the machine. */
export async function redisBinary(cacheFolder: string, log: (line: string) => void): Promise<RedisBinary> {
  const installed = ['redis-server', 'valkey-server'].find(isOnPath)
  return installed === undefined ? fetched(cacheFolder, log) : { program: installed, env: {} }
}

async function fetched(cacheFolder: string, log: (line: string) => void): Promise<RedisBinary> {
  const folder = join(cacheFolder, 'redis')
  const announce = () => log(`No Redis on this machine: fetching one into ${folder} (once, 1 MB)`)
  const unpacked = await unpackPackages(['redis-tools'], folder, announce).catch((error: unknown) => {
    // Our own folder cannot be written: the network is not to blame.
    if (typeof (error as NodeJS.ErrnoException).code === 'string') throw error
    throw new StartError(
      `Redis could not be fetched from the machine's package sources (${saidOf(error)}; is there a network?); ${advice}.`,
    )
  })
  if (unpacked === undefined) throw new StartError(`There is no Redis on this machine; ${advice}.`)
  const program = join(unpacked.root, 'usr', 'bin', 'redis-server')
  // Debian's server is one program under several names, and goes by the name it is called.
  if (!existsSync(program)) symlinkSync('redis-check-rdb', program)
  await run([program, '--version'], { env: { ...process.env, ...unpacked.env } }).catch((error: unknown) => {
    throw new StartError(`The fetched Redis does not run (${saidOf(error)}); ${advice}.`)
  })
  return { program, env: unpacked.env }
}
