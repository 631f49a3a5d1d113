import { COORDINATORS } from './cast.js'
import type { Journey } from './journey.js'
import type { Left } from './leaving.js'
import type { Marker, Markers } from './markers.js'
import { MAY_STAND_IN_TABLE, mayAppear, type Reader, type Surface } from './may-appear.js'

const CODES = ['working_code', 'reference', 'partner_reference']
const MOST_SAID = 40

/** Holds everything that left against the table of what may appear where. */
export class Judge {
  /** A sentence for each kind of content that stood where it may not; with the first example. */
  readonly wrong = new Map<string, string>()
  /** How often each kind was found where it may be: `risk, message, deciding lead, slack`. */
  readonly found = new Map<string, number>()
  /** Bytes that were searched, by place. */
  readonly searched = new Map<string, number>()

  constructor(
    readonly markers: Markers,
    readonly journeys: readonly Journey[],
    readonly organisationOf: ReadonlyMap<string, string>,
  ) {}

  /** At this moment of the test. */
  judge(left: readonly Left[], moment: number): void {
    for (const each of left) {
      this.searched.set(each.place, (this.searched.get(each.place) ?? 0) + each.text.length)
      for (const marker of this.markers.find(each.text)) this.#weigh(each, marker, moment)
      for (const marker of this.markers.find(each.choices ?? ''))
        if (!marker.listed) this.#weigh(each, marker, moment)
    }
  }

  sentences(): string[] {
    return [...this.wrong.values()].slice(0, MOST_SAID)
  }

  #weigh(left: Left, marker: Marker, moment: number): void {
    const reader = this.#allowedAs(left, marker, moment)
    if (reader !== null) {
      const platform = /slack|teams/.exec(left.where)?.[0] ?? left.where
      const what = `${marker.kind}, ${left.place}, ${reader}, ${platform}`
      this.found.set(what, (this.found.get(what) ?? 0) + 1)
      return
    }
    const { place, where, reader: who, text } = left
    const key = `${marker.kind} ${place} ${where} ${(who ?? '').replace(/-?\d+$/, '')}`
    if (this.wrong.has(key)) return
    const small = text.toLowerCase()
    const at = Math.max(0, small.indexOf(marker.word))
    const around = text.slice(Math.max(0, at - 150), at + 80)
    const whose = [...marker.requests].slice(0, 3).join()
    this.wrong.set(
      key,
      `${marker.kind} of request ${whose} in ${place} (${where}) to ${who} at ${moment}: …${around}…`,
    )
  }

  /** As whom the reader may meet it there; null: nobody may. */
  #allowedAs({ place, where, reader }: Left, marker: Marker, moment: number): string | null {
    if (place === 'table') return this.#mayStandIn(where, marker) ? 'clear' : null
    if (place === 'room') {
      const own = reader !== null && marker.owner === reader
      return own && mayAppear(marker.kind, 'own partner', 'room') ? 'own partner' : null
    }
    if (reader === null) return null
    // The words of a form that is still empty.
    const isTeam = COORDINATORS.includes(reader as never) || reader.startsWith('nominating-officer-')
    if (place === 'page' && marker.listed && isTeam) return 'form'
    const as = this.#rolesOf(reader, marker, moment).find((role) =>
      mayAppear(marker.kind, role, place as Surface),
    )
    return as ?? null
  }

  #mayStandIn(table: string, { kind, listed }: Marker): boolean {
    const kinds = MAY_STAND_IN_TABLE[table]
    if (CODES.includes(kind)) return true
    return kinds === 'words of the scheme' ? listed === true : (kinds?.includes(kind) ?? false)
  }

  #rolesOf(person: string, marker: Marker, moment: number): Reader[] {
    const roles: Reader[] = []
    const organisation = this.organisationOf.get(person)
    if (COORDINATORS.includes(person as never)) roles.push('coordinator')
    if (marker.owner !== undefined && [person, organisation].includes(marker.owner)) {
      roles.push('themselves', 'own partner')
    }
    for (const journey of this.journeys) {
      if (!marker.requests.has(journey.n)) continue
      if (journey.officer === person) roles.push('officer')
      if (journey.isDeciding(person, moment)) roles.push('deciding lead')
      if (journey.asked.some(({ leadId }) => leadId === person)) roles.push('asked lead')
      if (journey.typed.get(person)?.includes(marker.word)) roles.push('writer')
      if (journey.noticed.has(person)) roles.push('noticed officer')
      const own = journey.offers.filter(({ officerId }) => officerId === person)
      if (own.length > 0 && [undefined, person, organisation].includes(marker.owner))
        roles.push('own offerer')
      if (own.some(({ passedOnAt }) => passedOnAt <= moment)) roles.push('chosen offerer')
    }
    return roles
  }
}
