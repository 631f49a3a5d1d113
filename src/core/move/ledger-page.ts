import { isLandlord, type OrganisationKind } from '../people/directory-schema.js'
import type { Fact, PageScreen } from '../placement/screens.js'
import type { LedgerEntry, PartnerRecord, PersonRecord } from '../request/records.js'
import { holds } from '../request/relations.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { dayWords } from '../time/words.js'
import { balances, successorOf } from './ledger.js'
import { lastPublication, type Publication } from './publication.js'

export interface LedgerView {
  entries: readonly LedgerEntry[]
  partners: readonly PartnerRecord[]
  scheme: Scheme
  viewer: PersonRecord
  now: Date
}

/**
 * Properties owed. Coordinators see every balance as it stands; a partner manager sees the own one as last published
 * and its third of the ranking (D13). Null for anybody else.
 */
export function ledgerPage(view: LedgerView): PageScreen | null {
  if (holds(view.viewer, 'coordinator')) return livePage(view)
  const own = view.viewer.roles.filter(({ role }) => role === 'partner_manager')
  return own.length > 0
    ? publishedPage(
        view,
        own.map(({ organisationId }) => organisationId),
      )
    : null
}

function livePage({ entries, partners }: LedgerView): PageScreen {
  const sums = balances(entries, partners)
  const rows = partners
    .filter((partner) => sums.has(partner.id) || takesPart(partner, partners))
    .map(({ id, name }) => ({ name, balance: sums.get(id) ?? 0 }))
    .sort((a, b) => b.balance - a.balance || a.name.localeCompare(b.name))
  const total = [...sums.values()].reduce((sum, balance) => sum + balance, 0)
  return {
    screen: 'page',
    title: 'Properties owed',
    intro:
      'A landlord that housed somebody is owed a property, the landlord that was left owes one. A debt never holds up a case.',
    sections: [
      {
        heading: 'Balances today',
        facts: rows.map(({ name, balance }) => ({ label: name, value: words(balance) })),
      },
      { heading: 'All landlords together', words: signed(total) },
    ],
  }
}

function publishedPage(view: LedgerView, ownIds: string[]): PageScreen {
  const { partners, scheme } = view
  const published = lastPublication(view.entries, scheme, view.now)
  const own = [...new Set(ownIds.map((id) => successorOf(id, partners)))]
  return {
    screen: 'page',
    title: 'Your balance',
    intro: published
      ? `As at ${lastDay(published, scheme)}. Published by quarter, once ${scheme.rules.ledger.publishAfterMoves} new moves have come together.`
      : 'Nothing has been published yet. Balances appear at the end of a quarter, once enough moves have come together.',
    sections: published
      ? own.map((id) => ({
          heading: partners.find((partner) => partner.id === id)?.name ?? 'Your organisation',
          facts: ownFacts(id, published, partners),
        }))
      : [],
  }
}

function ownFacts(id: string, published: Publication, partners: readonly PartnerRecord[]): Fact[] {
  const sums = balances(published.entries, partners)
  const ranked = partners.filter((partner) => takesPart(partner, partners))
  const balance = sums.get(id) ?? 0
  const above = ranked.filter((partner) => (sums.get(partner.id) ?? 0) > balance).length
  const third = THIRDS[Math.floor((above * THIRDS.length) / Math.max(1, ranked.length))] ?? THIRDS[2]
  return [
    { label: 'Balance', value: words(balance) },
    { label: 'Among all landlords', value: third },
  ]
}

/** Active landlords that nobody has succeeded. */
function takesPart({ id, kind, active }: PartnerRecord, partners: readonly PartnerRecord[]): boolean {
  return active && isLandlord(kind as OrganisationKind) && successorOf(id, partners) === id
}

const THIRDS = ['upper third', 'middle third', 'lower third'] as const

function words(balance: number): string {
  if (balance === 0) return '0, even'
  const count = Math.abs(balance)
  const properties = `${count} ${count === 1 ? 'property' : 'properties'}`
  return balance > 0 ? `${signed(balance)}, is owed ${properties}` : `${signed(balance)}, owes ${properties}`
}

function signed(balance: number): string {
  return balance > 0 ? `+${balance}` : String(balance)
}

function lastDay({ until }: Publication, scheme: Scheme): string {
  return dayWords(new Date(until.getTime() - 1).toISOString(), scheme.timezone)
}
