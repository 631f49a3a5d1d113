import type { CaseFacts } from '../facts.js'
import type { Relation } from '../request/lifecycle.js'
import type { OfferRecord, RequestRecord } from '../request/records.js'
import { relationsOf } from '../request/relations.js'
import { approvalScreen } from '../screen/approval-screen.js'
import { coordinatorScreen } from '../screen/coordinator-screen.js'
import { messageScreen } from '../screen/message-screen.js'
import { noticeScreen } from '../screen/notice-screen.js'
import { offerScreen } from '../screen/offer-screen.js'
import { officerScreen } from '../screen/officer-screen.js'
import { isToldAfterErasure, type PlacementRecord } from './placement.js'
import type { PlacedScreen } from './screens.js'

/**
 * What a placement shows now, for its reader and nobody else. Null when there is nothing left to show: the person
 * is gone, or the notice is. Home is drawn by `show-home.ts`, from all of a person's requests.
 */
export function screenFor(
  placement: PlacementRecord,
  facts: CaseFacts & { request: RequestRecord },
  now: Date,
): PlacedScreen | null {
  if (facts.request.erasedAt !== undefined && !isToldAfterErasure(placement)) return null
  const reader = facts.people.find((p) => p.id === placement.personId)
  const stands = (as: Relation, offer: OfferRecord | null = null) =>
    reader !== undefined && relationsOf(facts, reader, offer, now).includes(as)
  switch (placement.screen) {
    case 'notice': {
      const notice = facts.notices.find((n) => n.id === placement.noticeId)
      const status = placement.face === 'open' ? 'open' : 'not_available'
      return notice ? noticeScreen(facts.request.form.needs, notice, status, facts.scheme) : null
    }
    case 'approval_card': {
      const approval = facts.approvals.find((a) => placement.key.startsWith(`approval:${a.id}:`))
      return approval && reader ? approvalScreen(facts, approval, reader, now) : null
    }
    case 'officer_card':
      return stands('officer') ? officerScreen(facts) : null
    case 'coordinator_card':
      return stands('coordinator') ? coordinatorScreen(facts) : null
    case 'offer_card': {
      const offer = facts.offers.find((o) => o.id === placement.offerId)
      return offer && stands('offerer', offer) ? offerScreen(facts, offer) : null
    }
    case 'message':
      return reader ? messageScreen(placement, facts, reader, now) : null
    case 'home':
      return null
  }
}
