import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { balances, entriesForMove, reversalOf, successorOf } from '../../../src/core/move/ledger.js'
import type { LedgerEntry, MoveRecord, PartnerRecord } from '../../../src/core/request/records.js'
import { london } from '../scheme/london.js'

const scheme = london()
const AT = '2026-03-02T10:00:00.000Z'

interface CaseMove {
  from: string
  to: string
  pathway?: MoveRecord['pathway']
  reversed?: boolean
}
interface Case {
  id: string
  note: string
  moves: CaseMove[]
  mergers?: { from: string; into: string; afterMove: number }[]
  expected: Record<string, number>
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../expected/ledger-cases.json', import.meta.url), 'utf8'),
) as { cases: Case[] }

describe('the ledger', () => {
  it('has cases to compare with', () => expect(cases.length).toBeGreaterThan(30))

  it.each(cases)('agrees with the expected balances: $id $note', ({ moves, mergers = [], expected }) => {
    const { entries, partners } = post(moves, mergers)
    const names = new Set([...Object.keys(expected), ...partners.map(({ id }) => id)])
    const sums = balances(entries, partners)
    const found = Object.fromEntries([...names].map((name) => [name, sums.get(name) ?? 0]))
    expect(found).toEqual(Object.fromEntries([...names].map((name) => [name, expected[name] ?? 0])))
  })

  const landlord = fc.constantFrom('A', 'B', 'C', 'D', 'E')
  const anyMove = fc.record(
    {
      from: landlord,
      to: landlord,
      reversed: fc.boolean(),
      pathway: fc.constantFrom('reciprocal_offer' as const, 'housing_moves' as const),
    },
    { requiredKeys: ['from', 'to'] },
  )
  const anyMergers = fc.uniqueArray(fc.record({ from: landlord, into: landlord, afterMove: fc.nat(20) }), {
    selector: ({ from }) => from,
    maxLength: 3,
  })

  it('always sums to 0 over all landlords, with reversals, mergers and the other pathway', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 30 }), anyMergers, (moves, mergers) => {
        const { entries, partners } = post(moves, mergers)
        const sums = [...balances(entries, partners).values()]
        expect(sums.reduce((a, b) => a + b, 0)).toBe(0)
      }),
    )
  })

  it('stands after a reversal where it stood before the move', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 20 }), anyMove, (moves, move) => {
        const before = post(moves, [])
        const after = post([...moves, { ...move, reversed: true }], [])
        for (const { id } of after.partners) {
          expect(balances(after.entries, after.partners).get(id) ?? 0).toBe(
            balances(before.entries, before.partners).get(id) ?? 0,
          )
        }
      }),
    )
  })

  it('does not depend on the order of moves', () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 20 }), (moves) => {
        const one = post(moves, [])
        const other = post([...moves].reverse(), [])
        for (const { id } of one.partners) {
          expect(balances(one.entries, one.partners).get(id)).toBe(
            balances(other.entries, other.partners).get(id),
          )
        }
      }),
    )
  })
})

describe('entries of a move', () => {
  it('debit the landlord that was left and credit the one that housed', () => {
    expect(entriesForMove(move('m1', 'A', 'B'), [], scheme, posting())).toEqual([
      entry({ id: 'id-1', landlordId: 'A', amount: -1 }),
      entry({ id: 'id-2', landlordId: 'B', amount: 1 }),
    ])
  })

  it('are none when it is not known who housed', () => {
    const unknown = { ...move('m1', 'A', 'B'), toLandlordId: null }
    expect(entriesForMove(unknown, [], scheme, posting())).toEqual([])
  })

  it('exist for the other pathway only where the scheme file says so (D6)', () => {
    const other: MoveRecord = { ...move('m1', 'A', 'B'), pathway: 'housing_moves' }
    expect(entriesForMove(other, [], scheme, posting())).toEqual([])
    const asking = london()
    asking.rules.ledger.housingMovesEntry = true
    expect(entriesForMove(other, [], asking, posting())).toHaveLength(2)
  })

  it('are reversed by opposite ones of the same landlords and move, with the reason', () => {
    const later = { ...posting(), at: '2026-04-01T10:00:00.000Z' }
    expect(
      reversalOf([entry({ landlordId: 'A', amount: -1 }), entry({ amount: 1 })], 'wrong_landlord', later),
    ).toEqual([
      entry({
        id: 'id-1',
        landlordId: 'A',
        amount: 1,
        kind: 'reversal',
        reason: 'wrong_landlord',
        postedAt: later.at,
      }),
      entry({ id: 'id-2', amount: -1, kind: 'reversal', reason: 'wrong_landlord', postedAt: later.at }),
    ])
  })
})

describe('successors', () => {
  const partners = [partner('A', 'B'), partner('B', 'C'), partner('C', null)]

  it('are followed to the last one', () => expect(successorOf('A', partners)).toBe('C'))
  it('leave an unknown landlord as it is', () => expect(successorOf('X', partners)).toBe('X'))
  it('never run in a circle', () => {
    expect(['A', 'B']).toContain(successorOf('A', [partner('A', 'B'), partner('B', 'A')]))
  })
})

function post(moves: CaseMove[], mergers: NonNullable<Case['mergers']>) {
  const names = new Set([
    ...moves.flatMap(({ from, to }) => [from, to]),
    ...mergers.flatMap(({ from, into }) => [from, into]),
  ])
  let partners = [...names].map((id) => partner(id, null))
  const entries: LedgerEntry[] = []
  const ids = posting()
  const merge = (after: number) => {
    for (const { from, into, afterMove } of mergers) {
      const wouldCircle = successorOf(into, partners) === from
      if (afterMove === after && !wouldCircle) {
        partners = partners.map((one) => (one.id === from ? { ...one, successorId: into } : one))
      }
    }
  }
  merge(0)
  moves.forEach(({ from, to, pathway = 'reciprocal_offer', reversed }, index) => {
    const record = { ...move(`m${index}`, from, to), pathway }
    const posted = entriesForMove(record, partners, scheme, ids)
    entries.push(...posted)
    if (reversed) entries.push(...reversalOf(entriesForMove(record, partners, scheme, ids), 'other', ids))
    merge(index + 1)
  })
  return { entries, partners }
}

function posting() {
  let count = 0
  const ordered = () => `id-${++count}`
  return { ids: { ordered, random: ordered, bytes: (size: number) => new Uint8Array(size) }, at: AT }
}

function move(id: string, from: string, to: string): MoveRecord {
  return {
    id,
    requestId: 'r1',
    fromLandlordId: from,
    toLandlordId: to,
    pathway: 'reciprocal_offer',
    startedOn: '2026-03-02',
    adults: 1,
    children: 0,
    reversedAt: null,
  }
}

function entry(change: Partial<LedgerEntry>): LedgerEntry {
  return {
    id: 'e1',
    landlordId: 'B',
    amount: 1,
    moveId: 'm1',
    kind: 'move',
    reason: null,
    postedAt: AT,
    ...change,
  }
}

function partner(id: string, successorId: string | null): PartnerRecord {
  return {
    id,
    name: id,
    kind: 'registered_provider',
    active: successorId === null,
    stockAreas: null,
    successorId,
  }
}
