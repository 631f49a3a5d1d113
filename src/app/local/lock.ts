import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../start-error.js'

/** The folder belongs to a program that is running now. */
export class FolderInUse extends StartError {}

/**
 * Takes the data folder for this process, so that two programs never share one.
 * A lock whose process has ended (also by force) is taken over.
 */
export function lockFolder(folder: string): { release(): void } {
  const file = join(folder, 'lock')
  const own = JSON.stringify({ pid: process.pid, started: startTime(process.pid) })
  const release = () => {
    process.off('exit', release)
    if (read(file) === own) rmSync(file, { force: true })
  }
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, own, { flag: 'wx' })
      process.on('exit', release)
      return { release }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = holderOf(read(file))
    if (holder !== undefined) throw alreadyRunning(folder, holder)
    rmSync(file, { force: true })
  }
  throw alreadyRunning(folder)
}

function alreadyRunning(folder: string, pid?: number): FolderInUse {
  const who = pid === undefined ? 'another process' : `process ${pid}`
  return new FolderInUse(
    `Reciprocal is already running in ${folder} (${who}); stop it first, or start this one in another folder.`,
  )
}

/** A process number is reused sooner or later, so the time of its start is compared too. */
function holderOf(content: string): number | undefined {
  try {
    const { pid, started } = JSON.parse(content) as { pid: number; started: string }
    return startTime(pid) === started ? pid : undefined
  } catch {
    return undefined
  }
}

function startTime(pid: number): string | undefined {
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    }
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
