import { detailsView } from '../../src/bots/views/details-view.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import { detailsPage } from '../../src/core/screen/open-details.js'
import { asText } from './as-text.js'
import { type Fitting, outside, Register, type SeenAs } from './attacker/count.js'
import { Histogram } from './attacker/histogram.js'
import { type Reading, readNotice } from './attacker/read.js'
import type { Entry, Known, Person } from './attacker/seen.js'
import { countTriples, type Shared, type TripleCounts } from './attacker/triples.js'
import { formOf } from './form-of.js'
import type { Landlord } from './landlords.js'
import type { Seen } from './life.js'
import type { Kind, Registered } from './register.js'
import type { Year } from './year.js'

/** Everything the attackers work on, and what only the measurement knows: which notice is about whom. */
export interface Attack {
  known: Known
  year: Year
  /** By landlord. */
  readings: Reading[][]
  truth(reading: Reading): Seen
  fitting(reading: Reading, seenAs: SeenAs): Fitting
}

interface World {
  scheme: Scheme
  landlords: readonly Landlord[]
  register: readonly Registered[]
  year: Year
}

export function attackOn({ scheme, landlords, register, year }: World): Attack {
  const known = whatIsPublic(scheme, landlords)
  const { entries, kindOf } = asKnown(register, scheme)
  const seen = new Map(year.lives.flatMap((life) => life.seen.map((one) => [one.reference, one] as const)))
  const truth = ({ reference }: Pick<Reading, 'reference'>) => {
    const found = seen.get(reference)
    if (!found) throw new Error(`Nothing was shown under the reference "${reference}"`)
    return found
  }
  const attacker = new Register(entries, known, (person, reference) => {
    const { needs, details } = truth({ reference }).form
    const own = formOf(kindOf(person), scheme)
    const form = {
      ...own,
      needs: { ...needs, bedrooms: own.needs.bedrooms, propertyNeeds: own.needs.propertyNeeds },
      details: { ...details, household: own.details.household },
    }
    return asText(detailsView(detailsPage(form, reference, scheme), { kind: 'shown', shownId: '' }))
  })
  const found = new Map<string, Fitting>()
  return {
    known,
    year,
    readings: year.insiders.map(({ channel }) => channel.map((message) => readNotice(message, known))),
    truth,
    fitting(reading, seenAs) {
      // What partners read of one request is the same but for the areas, so it is counted once.
      const { request, round } = truth(reading)
      const key = JSON.stringify([seenAs, request, round, reading.bedrooms, reading.household])
      const fitting = found.get(key) ?? attacker.fitting(reading, seenAs)
      found.set(key, fitting)
      return fitting
    },
  }
}

/**
 * How many households fit each notice of one partner. The one that it is about has to be among them. `warned` takes the
 * notices that a coordinator was warned of, which are rare without any details.
 */
export function countForOne(attack: Attack, seenAs: SeenAs, warned: boolean): Histogram {
  const counts = new Histogram()
  attack.readings.forEach((readings, landlord) => {
    for (const reading of readings) {
      if (attack.truth(reading).warned !== warned) continue
      const fit = outside(attack.fitting(reading, seenAs), new Set(reading.areas))
      const life = attack.year.lives[attack.truth(reading).request]
      if (!life || !fit.tenants[life.applicant.landlord])
        throw new Error(`The attacker overlooks whom the notice ${reading.reference} is about`)
      counts.add(fit.total - (fit.tenants[landlord] ?? 0))
    }
  })
  return counts
}

export function countForThree(attack: Attack, seenAs: SeenAs): TripleCounts {
  const landlords = new Map<Shared, number>()
  const shared = attack.year.lives.flatMap(({ request, applicant }): Shared[] => {
    const readings = lastReadings(attack, request)
    const [any] = readings.values()
    if (!any || attack.truth(any).warned) return []
    const one = { readings, fitting: attack.fitting(any, seenAs) }
    landlords.set(one, applicant.landlord)
    return [one]
  })
  return countTriples(shared, attack.known, (one, landlord) => landlords.get(one) === landlord)
}

/** Each partner's last notice of a request: a change adds areas and takes none away. */
export function lastReadings({ readings, truth }: Attack, request: number): Map<number, Reading> {
  return new Map(
    readings.flatMap((own, landlord) => {
      const last = own.findLast((reading) => truth(reading).request === request)
      return last ? [[landlord, last] as const] : []
    }),
  )
}

function whatIsPublic(scheme: Scheme, landlords: readonly Landlord[]): Known {
  return {
    areas: scheme.areas.map(({ name }) => name),
    landlords: landlords.map(({ name, stockAreas }) => ({
      name,
      areas:
        stockAreas && scheme.areas.flatMap(({ code }, area) => (stockAreas.includes(code) ? [area] : [])),
    })),
  }
}

/** The register in the words that notices and pages use. */
function asKnown(register: readonly Registered[], scheme: Scheme) {
  const persons = new Map<Kind, Person>()
  const kinds = new Map<Person, Kind>()
  const entries = register.map(({ area, landlord, kind }): Entry => {
    let person = persons.get(kind)
    if (!person) {
      person = inWords(kind, scheme)
      persons.set(kind, person)
      kinds.set(person, kind)
    }
    return { area, landlord, person }
  })
  return { entries, kindOf: (person: Person) => kinds.get(person) as Kind }
}

function inWords(kind: Kind, { ageBands, propertyNeeds }: Scheme): Person {
  const { bedrooms, couples, babyExpected, carer } = kind
  return {
    bedrooms,
    couples,
    babyExpected,
    carer,
    adults: Object.fromEntries(ageBands.adults.map(({ label }, band) => [label, kind.adults[band] ?? 0])),
    children: Object.fromEntries(
      ageBands.children.map(({ label }, band) => [
        label,
        { girls: kind.girls[band] ?? 0, boys: kind.boys[band] ?? 0 },
      ]),
    ),
    needs: propertyNeeds.flatMap(({ options }, need) => options[kind.needs[need] ?? 0]?.notice ?? []),
  }
}
