import type { Scheme } from '../core/scheme/scheme-file.js'
import type { Database } from './database.js'
import type { RulesOf } from './read-case.js'

/** Reads the rules of a version once: a version never changes. */
export function openRules(database: Database): RulesOf {
  const known = new Map<string, Promise<Scheme>>()
  return (schemeId, version) => {
    const key = `${schemeId}/${version}`
    const rules = known.get(key) ?? read(database, schemeId, version)
    known.set(key, rules)
    rules.catch(() => known.delete(key))
    return rules
  }
}

async function read(database: Database, schemeId: string, version: number): Promise<Scheme> {
  const [row] = await database.run<{ content: Scheme }>(
    'rules',
    'select content from "SchemeVersion" where "schemeId" = $1 and version = $2',
    [schemeId, version],
  )
  if (!row) throw new Error(`Version ${version} of scheme ${schemeId} is not stored`)
  return row.content
}
