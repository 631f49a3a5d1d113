import type { CaseFacts, Target } from '../facts.js'
import type { Screen } from '../placement/screens.js'
import type { Ports } from '../ports.js'
import type { OfferRecord, PersonRecord, RequestRecord } from '../request/records.js'
import { approvalFor, relationsOf } from '../request/relations.js'
import { approvalScreen } from './approval-screen.js'
import { asOfficerReads } from './as-officer-reads.js'
import { coordinatorScreen } from './coordinator-screen.js'
import { offerScreen } from './offer-screen.js'
import { officerScreen } from './officer-screen.js'
import { type AskCase, nothingFound, recordAsk, type Shown } from './shown.js'

/** One request as this person may see it: coordinator, nominating officer, lead and offering officer each see theirs. */
export async function showStatus(ports: Ports, ask: AskCase): Promise<Shown> {
  const store = ports.store.forScheme(ask.schemeId)
  const facts = await store.readCase({ target: ask.target, actor: ask.actor, key: null, circulation: true })
  const { actor, request } = facts ?? {}
  if (!facts || !actor || !request) return nothingFound(ports, ask, 'read_request', facts)
  const found = { ...facts, request }
  const now = ports.clock.now()
  const own = ownOffer(found, actor, ask.target, now)
  const code = 'code' in ask.target ? ask.target.code : null
  const screen = screenOf(found, actor, { code, own }, now)
  if (!screen) return nothingFound(ports, ask, 'read_request', facts)
  await recordAsk(ports, ask, { action: 'read_request', facts, outcome: 'done' })
  const isOwn = own !== null && screen.screen === 'offer_card'
  const ref = isOwn ? { offerId: own.id } : { requestId: request.id, version: request.version }
  return { kind: 'screen', screen, ref }
}

function screenOf(
  facts: CaseFacts & { request: RequestRecord },
  actor: PersonRecord,
  { code, own }: { code: string | null; own: OfferRecord | null },
  now: Date,
): Screen | null {
  const relations = relationsOf(facts, actor, null, now)
  if (relations.includes('coordinator')) return coordinatorScreen(facts)
  if (relations.includes('officer')) return officerScreen(facts)
  // A code of somebody else's, picked up somewhere, must not be matched with one's own (D8).
  if (code !== null && code === facts.request.reference) return null
  const approval = relations.includes('lead') ? approvalFor(facts, actor, now) : null
  if (approval) return approvalScreen(facts, approval, actor, now)
  if (code !== null && code === facts.request.workingCode) return null
  if (!own) return null
  const read = asOfficerReads(facts, own, now)
  return offerScreen(read.facts, read.offer)
}

/** Asked by a notice's reference, an offer for another notice would join the two (D8). */
function ownOffer(
  facts: CaseFacts & { request: RequestRecord },
  actor: PersonRecord,
  target: Target,
  now: Date,
): OfferRecord | null {
  const asked = ({ id, reference }: OfferRecord) =>
    'offerId' in target
      ? id === target.offerId
      : !('code' in target) || reference === undefined || reference === target.code
  const isOwn = (offer: OfferRecord) => relationsOf(facts, actor, offer, now).includes('offerer')
  return facts.offers.find((offer) => asked(offer) && isOwn(offer)) ?? null
}
