import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { StartError } from '../start-error.js'
import { run, saidOf } from './processes.js'

/**
 * What to put before a PostgreSQL command. PostgreSQL refuses to run as root, or as a user without an account:
 * it is then started in a user namespace, in which our own files belong to an account that the machine knows.
 * Unlike a helper account, this one can enter root's closed folders.
 */
export async function databaseUser(folder: string, program: string): Promise<readonly string[]> {
  const runAs = isOrdinaryUser() ? [] : await inNamespace()
  await run(['sh', '-c', 'test -w "$1" && test -x "$1" && test -x "$2"', 'sh', folder, program], {
    runAs,
  }).catch(() => {
    throw new StartError(
      `The database user cannot enter ${folder} or run ${program}: a folder on the way belongs to somebody else; start as the user who owns the project folder.`,
    )
  })
  return runAs
}

function isOrdinaryUser(): boolean {
  try {
    return userInfo().uid !== 0
  } catch {
    return false
  }
}

async function inNamespace(): Promise<readonly string[]> {
  const id = knownUser()
  const runAs = ['unshare', '-U', `--map-user=${id}`, `--map-group=${id}`]
  await run(['true'], { runAs }).catch((error: unknown) => {
    const why = saidOf(error).split('\n').at(-1)?.trim()
    throw new StartError(
      `PostgreSQL does not run as root or without an account, and this machine allows no user namespaces (${why}); start as an ordinary user, or connect a chat platform and set DATABASE_URL to a database of your own.`,
    )
  })
  return runAs
}

/** Any account but root's will do; a bare Debian has no number 1000. */
function knownUser(): string {
  const numbers = readAccounts().map((line) => line.split(':')[2])
  return numbers.find((number) => number !== undefined && number !== '0') ?? '1000'
}

function readAccounts(): string[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').trim().split('\n')
  } catch {
    return []
  }
}
