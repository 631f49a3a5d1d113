import { describe, expect, it } from 'vitest'
import { ledgerPage } from '../../../src/core/move/ledger-page.js'
import { lastPublication } from '../../../src/core/move/publication.js'
import type { LedgerEntry, PartnerRecord, PersonRecord } from '../../../src/core/request/records.js'
import type { Role } from '../../../src/core/request/states.js'
import { london } from '../scheme/london.js'

const scheme = london()
const partners = [
  partner('ash', 'Ash Homes'),
  partner('birch', 'Birch Homes'),
  partner('cedar', 'Cedar Homes'),
  partner('helpline', 'A helpline', { kind: 'referring_agency' }),
  partner('gone', 'Gone Homes', { active: false }),
  partner('old', 'Old Homes', { active: false, successorId: 'cedar' }),
]
/** One move from Ash to Birch on each of these days. */
const moved = (...days: string[]) => days.flatMap((day) => move('ash', 'birch', `${day}T12:00:00.000Z`))
const FIVE = moved('2026-01-05', '2026-01-20', '2026-02-02', '2026-03-03', '2026-03-31')

describe('a coordinator', () => {
  it('sees every balance live, highest first, and that all of them sum to 0', () => {
    const page = pageFor('coordinator', 'team', moved('2026-05-04', '2026-05-05'), '2026-05-05T12:00:00Z')
    expect(page).toMatchObject({ screen: 'page', title: 'Properties owed' })
    expect(page?.sections[0]?.facts).toEqual([
      { label: 'Birch Homes', value: '+2, is owed 2 properties' },
      { label: 'Cedar Homes', value: '0, even' },
      { label: 'Ash Homes', value: '-2, owes 2 properties' },
    ])
    expect(page?.sections[1]).toEqual({ heading: 'All landlords together', words: '0' })
  })

  it('sees that a merged landlord counts for its successor, and that equal ones stand by name', () => {
    const page = pageFor(
      'coordinator',
      'team',
      move('ash', 'old', '2026-05-04T12:00:00Z'),
      '2026-05-05T12:00:00Z',
    )
    expect(page?.sections[0]?.facts).toEqual([
      { label: 'Cedar Homes', value: '+1, is owed 1 property' },
      { label: 'Birch Homes', value: '0, even' },
      { label: 'Ash Homes', value: '-1, owes 1 property' },
    ])
  })

  it('still sees a landlord that has left with a balance', () => {
    const page = pageFor(
      'coordinator',
      'team',
      move('gone', 'birch', '2026-05-04T12:00:00Z'),
      '2026-05-05T12:00:00Z',
    )
    expect(page?.sections[0]?.facts?.map(({ label }) => label)).toEqual([
      'Birch Homes',
      'Ash Homes',
      'Cedar Homes',
      'Gone Homes',
    ])
  })
})

describe('a partner manager (D13)', () => {
  it('reads nothing while fewer than five moves have come together', () => {
    const page = pageFor('partner_manager', 'birch', FIVE.slice(0, 8), '2026-12-31T12:00:00Z')
    expect(page).toMatchObject({ title: 'Your balance', sections: [] })
    expect(page?.intro).toContain('Nothing has been published yet')
  })

  it('reads nothing before the quarter is over, even of five moves', () => {
    expect(pageFor('partner_manager', 'birch', FIVE, '2026-03-31T22:59:59Z')?.sections).toEqual([])
  })

  it('reads the own balance and third once the quarter has ended', () => {
    const page = pageFor('partner_manager', 'birch', FIVE, '2026-03-31T23:00:00Z')
    expect(page?.intro).toBe('As at Tue 31 Mar. Published by quarter, once 5 new moves have come together.')
    expect(page?.sections).toEqual([
      {
        heading: 'Birch Homes',
        facts: [
          { label: 'Balance', value: '+5, is owed 5 properties' },
          { label: 'Among all landlords', value: 'upper third' },
        ],
      },
    ])
  })

  it('reads whether it stands in the middle or the lower third', () => {
    const third = (id: string) =>
      pageFor('partner_manager', id, FIVE, '2026-04-01T12:00:00Z')?.sections[0]?.facts?.[1]?.value
    expect(third('cedar')).toBe('middle third')
    expect(third('ash')).toBe('lower third')
  })

  it('does not see a move of the running quarter', () => {
    const page = pageFor(
      'partner_manager',
      'birch',
      [...FIVE, ...moved('2026-04-02')],
      '2026-05-01T12:00:00Z',
    )
    expect(page?.sections[0]?.facts?.[0]?.value).toBe('+5, is owed 5 properties')
  })

  it('goes on reading the older quarter until five more have come together', () => {
    const four = moved('2026-04-02', '2026-05-02', '2026-06-02', '2026-07-02')
    const later = (entries: LedgerEntry[]) =>
      pageFor('partner_manager', 'birch', [...FIVE, ...entries], '2026-10-02T12:00:00Z')?.sections[0]
        ?.facts?.[0]?.value
    expect(later(four)).toBe('+5, is owed 5 properties')
    expect(later([...four, ...moved('2026-07-03')])).toBe('+10, is owed 10 properties')
  })

  it('reads the balance of the successor after a merger', () => {
    const page = pageFor('partner_manager', 'old', FIVE, '2026-04-01T12:00:00Z')
    expect(page?.sections).toMatchObject([{ heading: 'Cedar Homes' }])
  })

  it('reads one section for each of several partners, and each once', () => {
    const viewer = person('partner_manager', 'ash', 'birch', 'ash')
    const page = ledgerPage({
      entries: FIVE,
      partners,
      scheme,
      viewer,
      now: new Date('2026-04-01T12:00:00Z'),
    })
    expect(page?.sections.map(({ heading }) => heading)).toEqual(['Ash Homes', 'Birch Homes'])
  })

  it('of an organisation that no partner record names reads a neutral heading', () => {
    expect(pageFor('partner_manager', 'unknown', FIVE, '2026-04-01T12:00:00Z')?.sections[0]?.heading).toBe(
      'Your organisation',
    )
  })
})

describe('publication', () => {
  it('does not count moves that were reversed', () => {
    const [back] = FIVE
    if (!back) throw new Error('no entry')
    const reversal = { ...back, kind: 'reversal' as const, postedAt: '2026-03-31T13:00:00.000Z' }
    expect(lastPublication([...FIVE, reversal], scheme, new Date('2026-04-01T12:00:00Z'))).toBeNull()
  })

  it('does not count corrections as moves', () => {
    const corrections = FIVE.map((entry) => ({ ...entry, kind: 'correction' as const }))
    expect(lastPublication(corrections, scheme, new Date('2026-04-01T12:00:00Z'))).toBeNull()
  })

  it('is nothing where nothing was posted', () => {
    expect(lastPublication([], scheme, new Date('2026-04-01T12:00:00Z'))).toBeNull()
  })

  it('does not depend on the order in which entries are read', () => {
    const now = new Date('2026-04-01T12:00:00Z')
    expect(lastPublication([...FIVE].reverse(), scheme, now)?.until).toEqual(new Date('2026-03-31T23:00:00Z'))
  })
})

describe('nobody else', () => {
  const others: Role[] = [
    'nominating_officer',
    'named_lead',
    'housing_officer',
    'scheme_admin',
    'reporter',
    'auditor',
  ]
  it.each(others)('sees the ledger: %s', (role) => {
    expect(pageFor(role, 'birch', FIVE, '2026-04-01T12:00:00Z')).toBeNull()
  })
})

function pageFor(role: Role, organisationId: string, entries: LedgerEntry[], now: string) {
  return ledgerPage({ entries, partners, scheme, viewer: person(role, organisationId), now: new Date(now) })
}

function person(role: Role, ...organisations: string[]): PersonRecord {
  return {
    id: 'p1',
    name: 'Robin Example',
    workPhone: '',
    email: '',
    organisationId: organisations[0] ?? '',
    team: null,
    roles: organisations.map((organisationId) => ({ role, organisationId })),
    away: null,
  }
}

function move(from: string, to: string, postedAt: string): LedgerEntry[] {
  const moveId = `${from} ${postedAt}`
  const entry = (landlordId: string, amount: 1 | -1): LedgerEntry => ({
    id: `${moveId} ${landlordId}`,
    landlordId,
    amount,
    moveId,
    kind: 'move',
    reason: null,
    postedAt,
  })
  return [entry(from, -1), entry(to, 1)]
}

function partner(id: string, name: string, change: Partial<PartnerRecord> = {}): PartnerRecord {
  return {
    id,
    name,
    kind: 'registered_provider',
    active: true,
    stockAreas: null,
    successorId: null,
    ...change,
  }
}
