import { migrate } from '../store/migrate.js'
import { StartError } from './start-error.js'

/**
 * Brings the tables up to date with the role that owns them; returns what was applied. Whatever goes wrong, also a
 * wrong address or password, is one sentence.
 */
export async function prepareDatabase(ownerUrl: string): Promise<readonly string[]> {
  try {
    return await migrate(ownerUrl)
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    const line = said.split('\n').find((one) => one.trim() !== '') ?? 'it said nothing'
    throw new StartError(`The database cannot be prepared: ${line.trim().replace(/[.:]$/, '')}.`, {
      cause: error,
    })
  }
}
