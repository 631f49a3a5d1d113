import { fitsHousehold, fitsNotice, householdLines, type Reading } from './read.js'
import type { Entry, Known, Person, WouldShow } from './seen.js'

/** What the attacker goes by: the notice alone, the page too, or also what the program would show of each household. */
export const VIEWS = ['notice', 'page', 'program'] as const
export type SeenAs = (typeof VIEWS)[number]

/** Households that fit, by area and landlord: `cells[area * landlords + landlord]`. */
export interface Fitting {
  cells: Int32Array
  landlords: number
  areas: number
}

/** Finds who fits a notice; the register is sorted once. */
export class Register {
  /** By needs: everybody who is alike, with the cells they live in. */
  readonly #people = new Map<string, Map<Person, number[]>>()

  constructor(
    entries: readonly Entry[],
    private readonly known: Known,
    private readonly wouldShow: WouldShow,
  ) {
    const cells = new Map<Person, number[]>()
    for (const { area, landlord, person } of entries) {
      const cell = area * known.landlords.length + landlord
      const alike = cells.get(person)
      if (alike) alike.push(cell)
      else cells.set(person, [cell])
    }
    for (const [person, lived] of cells) {
      const key = person.needs.join('; ')
      const same = this.#people.get(key) ?? new Map<Person, number[]>()
      this.#people.set(key, same.set(person, lived))
    }
  }

  /** Everybody who fits what was read, wherever they live. */
  fitting(reading: Reading, seenAs: SeenAs): Fitting {
    const lines = seenAs === 'notice' ? [] : (reading.household ?? [])
    const text = lines.join('\n')
    const { areas, landlords } = this.known
    const cells = new Int32Array(areas.length * landlords.length)
    for (const [person, lived] of this.#people.get(reading.needs.join('; ')) ?? []) {
      if (!fitsNotice(reading, person) || !fitsHousehold(lines, person)) continue
      if (seenAs === 'program') {
        const page = this.wouldShow(person, reading.reference)
        if (householdLines(page).join('\n') !== text) continue
      }
      for (const cell of lived) cells[cell] = (cells[cell] ?? 0) + 1
    }
    return { cells, landlords: landlords.length, areas: areas.length }
  }
}

/** Those who fit and live in none of the named areas. */
export interface Outside {
  total: number
  /** By landlord. */
  tenants: Int32Array
}

export function outside({ cells, landlords, areas }: Fitting, named: ReadonlySet<number>): Outside {
  const tenants = new Int32Array(landlords)
  let total = 0
  for (let area = 0; area < areas; area++) {
    if (named.has(area)) continue
    for (let landlord = 0; landlord < landlords; landlord++) {
      const count = cells[area * landlords + landlord] ?? 0
      tenants[landlord] = (tenants[landlord] ?? 0) + count
      total += count
    }
  }
  return { total, tenants }
}
