import type { Target } from '../facts.js'
import { accessPage } from '../incident/access-page.js'
import { withSuccessors } from '../people/successors.js'
import type { Ports, SchemeStore } from '../ports.js'
import type { PartnerRecord, PersonRecord, RequestRecord } from '../request/records.js'
import { holds, isExcluded } from '../request/relations.js'
import { workingTime } from '../time/working-time.js'
import { type Ask, nothingFound, recordAsk, type Shown } from './shown.js'

/** Without a request, so many days back. */
const DAYS = 7

/**
 * Who opened, read or was refused what: about one request, or in the last seven days. For coordinators, who need it
 * after an incident (section 7), and for auditors. Nothing of what was read stands in it.
 */
export async function showAccessLog(ports: Ports, ask: Ask & { target: Target | null }): Promise<Shown> {
  const store = ports.store.forScheme(ask.schemeId)
  const facts = await store.readCase({ target: ask.target, actor: ask.actor, key: null })
  const person = facts?.actor
  if (!facts || !person || !(holds(person, 'coordinator') || holds(person, 'auditor')))
    return nothingFound(ports, ask, 'read_access_log', facts)
  if (
    ask.target &&
    (!facts.request || isExcluded(facts.request, person, facts.partners) || hasPart(facts, person))
  )
    return nothingFound(ports, ask, 'read_access_log', facts)
  await recordAsk(ports, ask, { action: 'read_access_log', facts, outcome: 'done' })
  const [people, partners] = await Promise.all([store.people(), store.partners()])
  const seen = facts.request
    ? await aboutRequest(store, facts.request, ask.target && 'code' in ask.target ? ask.target.code : null)
    : await lately(store, { person, partners }, workingTime(facts.scheme).addDays(ports.clock.now(), -DAYS))
  return {
    kind: 'screen',
    screen: accessPage({ ...seen, people, partners, scheme: facts.scheme }),
    ref: null,
  }
}

/**
 * Who audits for a landlord reads nothing of what that landlord has a part in: the page would tell it who else has one
 * (P2). Coordinators see the whole.
 */
function hasPart({ request, notices, offers, partners }: Parts, person: PersonRecord): boolean {
  if (holds(person, 'coordinator')) return false
  const theirs = organisationsOf(person)
  const concerned = [
    ...withSuccessors([request?.landlordId ?? null], partners),
    ...[...notices, ...offers].map(({ partnerId }) => partnerId),
  ]
  return request?.officerIds.includes(person.id) === true || theirs.some((id) => concerned.includes(id))
}

interface Parts {
  request: RequestRecord | null
  notices: readonly { partnerId: string }[]
  offers: readonly { partnerId: string }[]
  partners: readonly PartnerRecord[]
}

function organisationsOf({ organisationId, roles }: PersonRecord): string[] {
  return [...new Set([organisationId, ...roles.map((role) => role.organisationId)])]
}

async function aboutRequest(store: SchemeStore, request: RequestRecord, typed: string | null) {
  const [entries, placements] = await Promise.all([
    store.listAccess({ about: request.id }),
    store.listPlacements({ requestId: request.id }),
  ])
  const code = typed ?? request.reference ?? request.workingCode ?? 'without a code yet'
  return {
    title: `Who has seen request ${code}`,
    intro: 'From the record of every opening. A message in a chat may have been read without being opened.',
    entries,
    placements,
  }
}

/** Without a line about requests that must stay invisible to this person, or in which their organisation has a part. */
async function lately(
  store: SchemeStore,
  { person, partners }: { person: PersonRecord; partners: readonly PartnerRecord[] },
  since: Date,
) {
  const entries = await store.listAccess({ since: since.toISOString() })
  const ids = [...new Set(entries.map(({ subject }) => requestIdOf(subject)))].filter((id) => id !== 'none')
  const [requests, offers, notices] = await Promise.all([
    store.listRequests({ ids }),
    store.listOffers({ requestIds: ids }),
    noticesEver(store, person),
  ])
  const hidden = requests.filter((request) => {
    const ofIt = ({ requestId }: { requestId: string }) => requestId === request.id
    const parts = { request, partners, notices: notices.filter(ofIt), offers: offers.filter(ofIt) }
    return isExcluded(request, person, partners) || hasPart(parts, person)
  })
  const may = (subject: string) => !hidden.some(({ id }) => id === requestIdOf(subject))
  return {
    title: 'Who has seen what',
    intro: `In the last ${DAYS} days. Type “access-log” and a code for one request.`,
    entries: entries.filter(({ subject }) => may(subject)),
    placements: [],
  }
}

/** Of the person's organisations, also those that have ended. */
async function noticesEver(store: SchemeStore, person: PersonRecord) {
  const lists = await Promise.all(
    organisationsOf(person).map(async (partnerId) =>
      (await store.listNotices({ partnerId, ended: true })).map(({ requestId }) => ({
        requestId,
        partnerId,
      })),
    ),
  )
  return lists.flat()
}

/** A subject is an id, or an id and what else belongs to it. */
function requestIdOf(subject: string): string {
  return subject.split(': ')[0] ?? subject
}
