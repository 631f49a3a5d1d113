import { createHash } from 'node:crypto'
import type { Change, CommitResult } from '../../src/core/change.js'
import type { CaseFacts, CaseQuery } from '../../src/core/facts.js'
import type { AccessEntry, Ports, SchemeStore } from '../../src/core/ports.js'
import type { PersonRecord } from '../../src/core/request/records.js'
import { countedIds, NOW, PEOPLE } from './facts.js'

export interface Kept {
  ports: Ports
  queries: CaseQuery[]
  changes: Change[]
  access: AccessEntry[]
  rung: string[]
}

/** Ports over one case in memory, which keep what reaches them: for use cases that read once and commit once. */
export function oneCasePorts(
  facts: CaseFacts | null,
  {
    results = [],
    people = Object.values(PEOPLE),
  }: { results?: CommitResult[]; people?: PersonRecord[] } = {},
): Kept {
  const kept: Omit<Kept, 'ports'> = { queries: [], changes: [], access: [], rung: [] }
  const answers = [...results]
  const store: Pick<SchemeStore, 'schemeId' | 'readCase' | 'commit' | 'recordAccess' | 'people'> = {
    schemeId: 'london',
    readCase: async (query) => {
      kept.queries.push(query)
      return facts
    },
    commit: async (change) => {
      const result = answers.shift() ?? 'committed'
      if (result === 'committed') kept.changes.push(change)
      return result
    },
    recordAccess: async (entries) => {
      kept.access.push(...entries)
    },
    people: async () => people,
  }
  const ports: Ports = {
    store: { forScheme: () => store as SchemeStore, work: {} as Ports['store']['work'] },
    clock: { now: () => NOW },
    ids: countedIds(),
    hasher: { sha256: (text) => createHash('sha256').update(text).digest('hex') },
    cipher: { seal: (_purpose, text) => text, open: (_purpose, sealed) => sealed },
    doorbell: { ring: (_schemeId, { outbox = [] }) => void kept.rung.push(...outbox) },
  }
  return { ports, ...kept }
}
