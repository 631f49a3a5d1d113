import { keySentence } from '../app/prepare-database.js'
import type { DatabaseConfig } from '../config.js'
import type { OpenedStore } from '../store/index.js'

/** Whether DATA_KEYS opens what is stored; names each key that is lacking and how much needs it. */
export async function keysProblem(
  { keys }: Pick<OpenedStore, 'keys'>,
  config: DatabaseConfig,
): Promise<string | null> {
  const problem = await keys.problem()
  if (!problem) return null
  const needing = (await keys.uses()).get(problem.keyId) ?? 0
  return `${keySentence(problem, config)}. ${needing} sealed texts need it.`
}

const DAY_MS = 86_400_000

/** Whether the heads of the chains go where the operator wants them: also asked where another process writes them. */
export async function anchorProblem(
  { audit }: Pick<OpenedStore, 'audit'>,
  { anchorFile }: Pick<DatabaseConfig, 'anchorFile'>,
  now: Date,
): Promise<string | null> {
  const { written, failing, note } = await audit.lastAnchors()
  if (failing !== null)
    return `could not be written on ${failing} (${note}). See that the worker may write to the file in AUDIT_ANCHOR_FILE.`
  const yesterday = new Date(now.getTime() - DAY_MS).toISOString().slice(0, 10)
  if (anchorFile === undefined || (written !== null && written >= yesterday)) return null
  return `nothing was written ${written === null ? 'yet' : `since ${written}`}. See that a worker runs with AUDIT_ANCHOR_FILE.`
}
