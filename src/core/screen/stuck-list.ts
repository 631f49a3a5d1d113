import { CASE_PARTS } from '../facts.js'
import type { ListRow } from '../placement/screens.js'
import type { SchemeStore } from '../ports.js'
import type { PartnerRecord, PersonRecord } from '../request/records.js'
import { relationsOf } from '../request/relations.js'
import { findingFor } from '../work/settle-trouble.js'
import { STUCK_WHYS, type StuckThing, type StuckWhy, stuckThings, WHAT_TO_DO } from '../work/stuck.js'
import { codeFor } from './message-screen.js'

const WORDS: Record<StuckWhy, string> = {
  should_be_gone: 'taken back, and may still stand there',
  uncertain: 'nobody knows whether it arrived',
  unreachable: 'not delivered',
  failing: 'does not succeed',
}

/**
 * What goes no further by itself and waits for a coordinator: a row for each request and reason, what is about safety
 * first. Each is checked like a click: an excluded coordinator finds nothing of the request here either.
 */
export async function stuckList(store: SchemeStore, person: PersonRecord, now: Date): Promise<ListRow[]> {
  const things = stuckThings(await store.listStuck({}))
  if (things.length === 0) return []
  const ids = [...new Set(things.flatMap(({ requestId }) => requestId ?? []))]
  const [{ rules: scheme }, requests, people, partners] = await Promise.all([
    store.scheme(),
    store.listRequests({ ids }),
    store.people(),
    store.partners(),
  ])
  const named = [...people, ...partners]
  return STUCK_WHYS.flatMap((why) =>
    requests.flatMap((request): ListRow[] => {
      const own = things.filter((thing) => thing.requestId === request.id && thing.why === why)
      const facts = {
        ...CASE_PARTS,
        scheme,
        intake: 'open' as const,
        actor: person,
        request,
        people,
        partners,
      }
      const relations = relationsOf(facts, person, null, now)
      if (own.length === 0 || !relations.includes('coordinator')) return []
      return [
        {
          requestId: request.id,
          code: codeFor(facts, relations, null) ?? 'Draft',
          line: `${fewNames(own.map((thing) => nameOf(thing, named)))}: ${WORDS[why]}. ${WHAT_TO_DO[why]}`,
          since: request.lastActivityAt,
          flag: why === 'should_be_gone' ? 'safety' : null,
          buttons: [],
          finding: findingFor(why),
        },
      ]
    }),
  )
}

const MOST_NAMES = 5

/** All names stand on the request's own card. */
function fewNames(all: string[]): string {
  const names = [...new Set(all)]
  const more = names.length - MOST_NAMES
  return [...names.slice(0, MOST_NAMES), ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

function nameOf(thing: StuckThing, named: readonly (PersonRecord | PartnerRecord)[]): string {
  const name = named.find(({ id }) => id === (thing.personId ?? thing.partnerId))?.name
  if (name !== undefined) return name
  return thing.kind === 'follow_up' ? 'A reminder' : 'A change on people’s screens'
}
