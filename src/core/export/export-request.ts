import type { AuditEntry } from '../change.js'
import type { CaseFacts } from '../facts.js'
import type { PlacementRecord } from '../placement/placement.js'
import type { AccessEntry, Ports, SchemeStore } from '../ports.js'
import { allowedWords } from '../privacy/allowed-words.js'
import { findPersonalDetails } from '../privacy/personal-details.js'
import type { FollowUpRecord, LedgerEntry, MoveRecord, RequestRecord } from '../request/records.js'
import { relationsOf } from '../request/relations.js'

/** The two audit chains, as far as one request stands in them. */
export interface ChainsOf {
  transitionsOf(schemeId: string, requestId: string): Promise<{ entries: AuditEntry[] } | null>
}

/** Everything that is held on one request. */
export interface HeldOnRequest {
  exportedAt: string
  requestedBy: string
  verified: string
  facts: CaseFacts & { request: RequestRecord }
  placements: PlacementRecord[]
  followUps: FollowUpRecord[]
  moves: MoveRecord[]
  ledger: LedgerEntry[]
  transitions: AuditEntry[]
  access: AccessEntry[]
}

export interface AskForExport {
  /** Working code or reference. */
  ref: string
  /** Id of the nominating officer who asks for the applicant. */
  requestedBy: string
  /** How and when they were verified by phone, in words without personal details. */
  verified: string
}

/**
 * Gathers everything held on one request, for an access request of the applicant (D15): only for a nominating officer
 * of that request whom somebody has verified by phone. Both are written to the access chain before anything is read,
 * and so is a refusal. The people of `facts` are those who had a part in it.
 */
export async function exportRequest(
  ports: Pick<Ports, 'clock'>,
  store: SchemeStore,
  chains: ChainsOf,
  ask: AskForExport,
): Promise<{ held: HeldOnRequest } | { refused: string }> {
  const now = ports.clock.now()
  const at = now.toISOString()
  const { rules } = await store.scheme()
  const facts = await store.readCase({
    target: { code: ask.ref },
    actor: { personId: ask.requestedBy },
    key: null,
    circulation: true,
  })
  const { actor = null, request = null } = facts ?? {}
  const entry = { at, actorId: actor?.id ?? null, action: 'export', subject: request?.id ?? 'none' }
  const refuse = async (refused: string) => {
    await store.recordAccess([{ ...entry, outcome: 'refused' }])
    return { refused }
  }
  if (!facts || !request) return refuse(`Nothing found for ${ask.ref}.`)
  if (request.erasedAt !== undefined)
    return refuse('Its content has been erased: there is nothing to export.')
  if (!actor || !relationsOf(facts, actor, null, now).includes('officer'))
    return refuse(`${ask.requestedBy} is no nominating officer of this request, so nothing is exported.`)
  const verified = ask.verified.trim()
  if (!/\b(tele)?phon|\bcall/i.test(verified) || verified.length < SHORTEST)
    return refuse('Please say how and when the nominating officer was verified by phone.')
  const [found] = findPersonalDetails(verified, { allow: allowedWords(rules) })
  if (found) return refuse(`“${found.excerpt}”: ${rules.texts.personalDetailsFound}`)

  const about = { ...entry, subject: `${request.id}: ${verified}`, action: 'export_verified_by_phone' }
  await store.recordAccess([
    { ...entry, outcome: 'done' },
    { ...about, outcome: 'done' },
  ])
  const [placements, followUps, moves, ledger, chain, access] = await Promise.all([
    store.listPlacements({ requestId: request.id }),
    store.listFollowUps({ requestIds: [request.id], ended: true }),
    store.moves(),
    store.ledger(),
    chains.transitionsOf(store.schemeId, request.id),
    store.listAccess({ about: request.id }),
  ])
  const own = moves.filter(({ requestId }) => requestId === request.id)
  const people = await store.people()
  return {
    held: {
      exportedAt: at,
      requestedBy: actor.id,
      verified,
      facts: {
        ...facts,
        request,
        people: [...new Map([...people, ...facts.people].map((p) => [p.id, p])).values()],
      },
      placements,
      followUps,
      moves: own,
      ledger: ledger.filter(({ moveId }) => own.some(({ id }) => id === moveId)),
      transitions: chain?.entries ?? [],
      access,
    },
  }
}

/** Fewer characters than this say neither how nor when. */
const SHORTEST = 12
