import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isAlive, isOnPath, run, saidOf } from './processes.js'

type Unpacked = { readonly root: string; readonly env: NodeJS.ProcessEnv }

/**
 * Downloads Debian or Ubuntu packages from the machine's own sources, with whatever they need that is not
 * installed, and unpacks them into `folder`. Needs no rights and installs nothing.
 * Returns undefined on a system without apt; throws what apt said when it fails.
 */
export async function unpackPackages(
  packages: readonly string[],
  folder: string,
  announce: () => void,
): Promise<Unpacked | undefined> {
  if (!existsSync(folder)) {
    if (!(isOnPath('apt-get') && isOnPath('dpkg-deb'))) return undefined
    announce()
    await download(packages, folder)
  }
  return { root: folder, env: { LD_LIBRARY_PATH: libraryFolders(folder).join(':') } }
}

async function download(packages: readonly string[], folder: string): Promise<void> {
  removeAbandonedDrafts(folder)
  const draft = `${folder}.${process.pid}`
  const lists = join(draft, 'lists')
  const cache = join(draft, 'cache')
  const root = join(draft, 'root')
  for (const path of [join(lists, 'partial'), join(cache, 'archives', 'partial'), root]) {
    mkdirSync(path, { recursive: true })
  }
  const options = [
    ...[`Dir::State::Lists=${lists}`, `Dir::Cache=${cache}`, 'Acquire::Languages=none'],
    // Its own helper account could not write into a closed folder of root.
    ...['Debug::NoLocking=1', 'APT::Sandbox::User=root', 'APT::Install-Recommends=0'],
  ].flatMap((option) => ['-o', option])
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await run(['apt-get', ...options, '-qq', 'update'], { env })
    await run(
      ['apt-get', ...options, '-qq', '-y', '--reinstall', '--download-only', 'install', ...packages],
      { env },
    )
    const archives = join(cache, 'archives')
    for (const file of readdirSync(archives).filter((name) => name.endsWith('.deb'))) {
      await run(['dpkg-deb', '-x', join(archives, file), root])
    }
    renameSync(root, folder)
  } catch (error) {
    if (existsSync(folder)) return
    throw new Error(saidOf(error).split('\n')[0], { cause: error })
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** A program that was ended while it fetched could not clear up behind itself. */
function removeAbandonedDrafts(folder: string): void {
  const start = `${basename(folder)}.`
  const beside = existsSync(dirname(folder)) ? readdirSync(dirname(folder)) : []
  for (const name of beside.filter((one) => one.startsWith(start))) {
    if (isAlive(Number(name.slice(start.length)))) continue
    rmSync(join(dirname(folder), name), { recursive: true, force: true })
  }
}

function libraryFolders(root: string): string[] {
  const folders = ['usr/lib', 'lib'].map((path) => join(root, path)).filter((path) => existsSync(path))
  const files = folders.flatMap((path) => readdirSync(path, { recursive: true, withFileTypes: true }))
  return [
    ...new Set(files.filter((file) => /^lib.*\.so/.test(file.name)).map((file) => file.parentPath)),
  ].sort()
}
