import { chain, FIRST_HEAD } from '../audit/chain.js'
import type { Change } from '../change.js'
import type { Command } from '../perform.js'
import type { Ports } from '../ports.js'
import type { KnownFacts, Outside } from './commit-outside.js'
import { emptyForm } from './form-content.js'
import type { PersonRecord, RequestRecord } from './records.js'
import { holds } from './relations.js'

/** What has not happened to a request that begins. */
export const NOTHING_YET = {
  circulatedAt: null,
  round: 0,
  heldFrom: null,
  reviewOn: null,
  panelOn: null,
  closedReason: null,
  followsId: null,
  safetyRaisedAt: null,
  proposed: null,
} satisfies Partial<RequestRecord>

export interface Start extends Outside {
  /** Minted when the form opened; becomes the id of the new request. */
  newId: string
  /** The nominating officer in whose name a coordinator starts it. */
  onBehalf?: Command['onBehalf']
}

/** The nominating officers of something new, or a sentence why this person cannot start it. */
export function officersOf(facts: KnownFacts, start: Start): { officers: PersonRecord[] } | { say: string } {
  const { actor, people } = facts
  const coordinates = holds(actor, 'coordinator')
  if (start.onBehalf) {
    const { personId } = start.onBehalf
    const named = people.find(({ id }) => id === personId)
    if (!coordinates) return { say: 'Only a coordinator can start something for somebody else.' }
    if (!named || !holds(named, 'nominating_officer')) return { say: 'That person is no nominating officer.' }
    return { officers: [named] }
  }
  if (holds(actor, 'nominating_officer')) return { officers: [actor] }
  if (coordinates) return { officers: [] }
  return { say: 'Only a nominating officer or a coordinator can do this.' }
}

/** A new request with the first entry of its audit chain. */
export function newRequest(
  ports: Pick<Ports, 'hasher' | 'ids'>,
  facts: KnownFacts,
  start: Start,
  about: { state: 'enquiry' | 'draft'; action: string; officers: PersonRecord[]; now: Date },
): Pick<Change, 'create' | 'audit' | 'outbox'> {
  const at = about.now.toISOString()
  const entry = chain(
    {
      requestId: start.newId,
      at,
      action: about.action,
      from: null,
      to: about.state,
      actorId: facts.actor.id,
      onBehalfOf: start.onBehalf?.personId ?? null,
      confirmedBy: start.onBehalf?.confirmedBy ?? null,
      codes: {},
    },
    { seq: 0, head: FIRST_HEAD },
    ports.hasher,
  )
  const request: RequestRecord = {
    id: start.newId,
    schemeId: start.schemeId,
    schemeVersion: facts.scheme.version,
    state: about.state,
    version: 1,
    workingCode: null,
    reference: null,
    landlordId: null,
    ownerId: holds(facts.actor, 'coordinator') ? facts.actor.id : null,
    officerIds: about.officers.map(({ id }) => id),
    createdAt: at,
    enteredStateAt: at,
    enteredStateSeq: entry.seq,
    lastActivityAt: at,
    ...NOTHING_YET,
    form: emptyForm(),
    audit: { seq: entry.seq, head: entry.hash },
  }
  const told = {
    id: ports.ids.ordered(),
    kind: 'request_changed' as const,
    requestId: start.newId,
    urgent: false,
    topic: null,
    to: null,
    offerId: null,
  }
  return { create: [request], audit: [entry], outbox: [told] }
}
