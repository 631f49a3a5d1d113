import type { DatabaseConfig } from '../config.js'
import { openStore } from '../store/index.js'
import type { KeyProvider } from '../store/key-provider.js'
import { migrate } from '../store/migrate.js'
import type { LocalServices } from './local/index.js'
import { StartError } from './start-error.js'

/**
 * Brings the tables up to date with the role that owns them, and asks whether the program's own role may read them.
 * Returns what was applied. Whatever goes wrong, also a wrong address or password, is one sentence.
 */
export async function prepareDatabase(
  config: DatabaseConfig,
  services: Pick<LocalServices, 'databaseUrl' | 'ownerDatabaseUrl'>,
  keys: KeyProvider,
): Promise<readonly string[]> {
  const owner = config.ownerDatabaseUrl
  const applied = await migrate(owner ?? services.ownerDatabaseUrl).catch((error: unknown) => {
    const whose = owner === undefined ? 'DATABASE_URL' : 'DATABASE_OWNER_URL'
    throw refused('prepare', whose, config, error)
  })
  const opened = openStore({ databaseUrl: services.databaseUrl, keys, poolSize: 1 })
  try {
    await opened.directory.schemes()
  } catch (error) {
    throw refused('read', 'DATABASE_URL', config, error)
  } finally {
    await opened.close()
  }
  return applied
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
