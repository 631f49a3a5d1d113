import { z } from 'zod'
import { FIRST_HEAD } from '../audit/chain.js'
import { emptyForm, type FormContent } from '../request/form-content.js'
import { NOTHING_YET } from '../request/new-request.js'
import type { RequestRecord } from '../request/records.js'
import { defineStep } from '../request/step.js'
import { successorOf } from './ledger.js'

/**
 * The household has to move once more: a new request that follows this one. The landlord that housed it is asked to
 * agree; the first move and its ledger entries stand.
 */
export const moveAgain = defineStep({
  action: 'move_again',
  circulation: true,
  input: () => z.object({}),
  decide({ request, move, partners, scheme }, _input, { now, newId }) {
    const at = now.toISOString()
    const landlordId = move?.toLandlordId ? successorOf(move.toLandlordId, partners) : null
    const draft: RequestRecord = {
      id: newId,
      schemeId: request.schemeId,
      schemeVersion: scheme.version,
      state: 'draft',
      version: 1,
      workingCode: null,
      reference: null,
      landlordId,
      ownerId: request.ownerId,
      officerIds: request.officerIds,
      createdAt: at,
      enteredStateAt: at,
      enteredStateSeq: 0,
      lastActivityAt: at,
      ...NOTHING_YET,
      followsId: request.id,
      form: carriedOver(request.form),
      audit: { seq: 0, head: FIRST_HEAD },
    }
    return {
      say: 'A new draft has been started. Please ask the applicant for consent again and go through every answer.',
      create: [draft],
      codes: { follows: newId },
      tell: [{ topic: 'move_again', to: 'coordinators' }],
    }
  },
})

/** What protects the household and what rarely changes. Consent, the home and the areas are asked again. */
function carriedOver({ needs, details, approval, confidential }: FormContent): FormContent {
  const blank = emptyForm()
  return {
    needs: { ...needs, areasWanted: [] },
    details,
    approval: { ...blank.approval, riskKinds: approval.riskKinds },
    confidential: {
      ...blank.confidential,
      areasAtRisk: confidential.areasAtRisk,
      keepApartFrom: confidential.keepApartFrom,
      exclusions: confidential.exclusions,
    },
  }
}
