import { pageView } from '../../src/bots/views/page-view.js'
import { ledgerPage } from '../../src/core/move/ledger-page.js'
import type { LedgerEntry, PersonRecord } from '../../src/core/request/records.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import type { detailsPage } from '../../src/core/screen/open-details.js'
import { workingTime } from '../../src/core/time/working-time.js'
import { asText } from './as-text.js'
import type { Insider } from './attacker/seen.js'
import type { Landlord } from './landlords.js'
import { type Life, live, type Seen } from './life.js'
import type { Registered } from './register.js'
import type { Seeded } from './seeded.js'

export interface Year {
  insiders: Insider[]
  lives: Life[]
}

export interface YearPlan {
  scheme: Scheme
  landlords: readonly Landlord[]
  register: readonly Registered[]
  requests: number
  /** `ordinary`: every household is as likely as any other. `unusual`: every row of the table is. */
  who: Applicants
  random: Seeded
  /** Instead of the program's own pages, for planting a leak. */
  pageOf?: typeof detailsPage
  balancesOf?: typeof ledgerPage
}

export type Applicants = 'ordinary' | 'unusual'

const START = Date.parse('2026-01-05T00:00:00Z')
const DAY_MS = 86_400_000

/** One year of the scheme: who is referred, what becomes of it, and what each partner's insider gets to see. */
export function year(plan: YearPlan): Year {
  const { scheme, landlords, random, requests } = plan
  const time = workingTime(scheme)
  const lives: Life[] = []
  for (let index = 0; index < requests; index++) {
    const moment = new Date(START + random.next() * 300 * DAY_MS)
    const released = time.addMinutes(time.nextWorkingMoment(moment), random.below(60))
    lives.push(live({ ...plan, applicant: applicant(plan), released, index }))
  }
  return { insiders: landlords.map((_, landlord) => insiderOf(plan, landlord, lives)), lives }
}

function applicant({ register, scheme, who, random }: YearPlan): Registered {
  if (who === 'ordinary') return random.pick(register)
  // The register stands in the table's order.
  const row = random.below(scheme.population.households.length)
  const before = scheme.population.households
    .slice(0, row)
    .reduce((sum, { households }) => sum + households, 0)
  return register[before + random.below(scheme.population.households[row]?.households ?? 1)] as Registered
}

function insiderOf(plan: YearPlan, landlord: number, lives: readonly Life[]): Insider {
  const id = plan.landlords[landlord]?.id
  const channel = lives
    .flatMap(({ seen }) => seen.filter((one: Seen) => one.partnerId === id))
    .map(({ place, texts, details }) => ({ place, texts, details }))
  return { landlord, channel, balances: balancesOf(plan, landlord, lives) }
}

/** The manager looks each morning; what reads as the day before is left out. */
function balancesOf(plan: YearPlan, landlord: number, lives: readonly Life[]): Insider['balances'] {
  const { scheme, landlords, balancesOf: page = ledgerPage } = plan
  const entries = lives.flatMap(({ entries }) => entries)
  const read: Insider['balances'] = []
  const days = daysToLook(entries, page !== ledgerPage)
  for (const at of days) {
    const now = new Date(at)
    const shown = page({
      entries: entries.filter(({ postedAt }) => postedAt <= at),
      partners: landlords,
      scheme,
      viewer: manager(landlords[landlord]),
      now,
    })
    const text = shown ? asText(pageView(shown)) : ''
    if (text !== read.at(-1)?.text) read.push({ at, text })
  }
  return read
}

/** A published page can change with a quarter alone; a live one with any entry. */
function daysToLook(entries: readonly LedgerEntry[], each: boolean): string[] {
  const dayAfter = (at: string) => new Date(Date.parse(at) + DAY_MS).toISOString()
  const quarters = [
    '2026-01-06',
    '2026-04-02',
    '2026-07-02',
    '2026-10-02',
    '2027-01-02',
    '2027-04-02',
    '2027-07-02',
  ]
  const days = quarters.map((day) => `${day}T08:00:00.000Z`)
  return each ? [...days, ...entries.map(({ postedAt }) => dayAfter(postedAt))].sort() : days
}

function manager(landlord: Landlord | undefined): PersonRecord {
  const organisationId = landlord?.id ?? ''
  return {
    id: `manager of ${organisationId}`,
    name: 'Manager',
    workPhone: '',
    email: '',
    organisationId,
    team: null,
    roles: [{ role: 'partner_manager', organisationId }],
    away: null,
  }
}
