import type { DatabaseConfig } from '../config.js'
import { type OpenedStore, openStore } from '../store/index.js'
import type { KeyProvider } from '../store/key-provider.js'
import type { KeyProblem } from '../store/keys.js'
import { migrate } from '../store/migrate.js'
import type { LocalServices } from './local/index.js'
import { StartError } from './start-error.js'

/**
 * Asks whether DATA_KEYS opens what is stored, before anything is written; brings the tables up to date with the role
 * that owns them; and asks whether the program's own role may read them. Returns what was applied. Whatever goes wrong,
 * also a wrong address or password, is one sentence. With `anyKeys` wrong ones are no reason to refuse, and nothing is
 * written then.
 */
export async function prepareDatabase(
  config: DatabaseConfig,
  services: Pick<LocalServices, 'databaseUrl' | 'ownerDatabaseUrl'>,
  keys: KeyProvider,
  { anyKeys = false }: { anyKeys?: boolean } = {},
): Promise<readonly string[]> {
  const ownerUrl = config.ownerDatabaseUrl ?? services.ownerDatabaseUrl
  // One that does not answer says so to the migration, which knows more words for it.
  const problem = await ask(ownerUrl, keys, (opened) => opened.keys.problem()).catch(() => null)
  if (problem && !anyKeys) throw new StartError(`${keySentence(problem, config)}.`)
  if (problem) return []
  const applied = await migrate(ownerUrl).catch((error: unknown) => {
    const whose = config.ownerDatabaseUrl === undefined ? 'DATABASE_URL' : 'DATABASE_OWNER_URL'
    throw refused('prepare', whose, config, error)
  })
  await ask(services.databaseUrl, keys, async ({ directory, keys: kept }) => {
    await directory.schemes()
    await kept.remember()
    // Somebody else may have started with another key of that name at the same moment.
    const late = await kept.problem()
    if (late) throw new StartError(`${keySentence(late, config)}.`)
  }).catch((error: unknown) => {
    throw error instanceof StartError ? error : refused('read', 'DATABASE_URL', config, error)
  })
  return applied
}

async function ask<T>(
  databaseUrl: string,
  keys: KeyProvider,
  question: (opened: OpenedStore) => Promise<T>,
): Promise<T> {
  const opened = openStore({ databaseUrl, keys, poolSize: 1 })
  try {
    return await question(opened)
  } finally {
    await opened.close()
  }
}

/** What is wrong with the keys and what to do about it; never a key. */
export function keySentence(
  { keyId, fault }: KeyProblem,
  { dataKeys }: Pick<DatabaseConfig, 'dataKeys'>,
): string {
  const where = dataKeys === undefined ? 'the file data-keys in the data folder' : 'DATA_KEYS'
  return fault === 'missing'
    ? `The database holds data under key ${keyId}, which ${where} lacks: put that key back, behind the present ones`
    : `Key ${keyId} of ${where} is not the key of that name under which the database holds data: put the right one back, or give a new one a new name`
}

function refused(doing: string, variable: string, config: DatabaseConfig, error: unknown): StartError {
  const said = reasonOf(error)
  const sentence =
    config.databaseUrl === undefined
      ? `Reciprocal cannot ${doing} its own database: ${said}.`
      : `Reciprocal cannot ${doing} the database in ${variable}: ${said}. Check its address, its name, its user, the password and what that user may do.`
  return new StartError(sentence, { cause: error })
}

/** The line of what Prisma says that is neither advice nor a place in a program: the client's last, the engine's first. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const said = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (/timeout|timed out/i.test(text)) return 'it does not answer'
  const line = (text.includes('invocation') ? said.at(-1) : said[0]) ?? ''
  // A number in the adapter's own list of errors means nothing to anybody.
  return line === '' || line.startsWith('External error') ? 'it refused' : line.replace(/[.:]$/, '')
}
