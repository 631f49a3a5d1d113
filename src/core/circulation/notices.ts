import type { OpenCase } from '../facts.js'
import { newPartnerReference } from '../privacy/codes.js'
import type { NoticeRecord, RequestRecord } from '../request/records.js'
import type { Refusal, StepContext } from '../request/step.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { type AudiencePartner, audience } from './audience.js'

interface Round {
  number: number
  made: NoticeRecord[]
}

/** Notices for everybody in the audience who is not left out, each with its own areas and reference (D7, D8, D12). */
export function newRound(
  facts: OpenCase,
  after: Pick<RequestRecord, 'landlordId' | 'form'>,
  { ids }: Pick<StepContext, 'ids'>,
  isLeftOut: (partner: AudiencePartner) => boolean = () => false,
): Round {
  const number = facts.request.round + 1
  const taken = new Set(facts.notices.map(({ reference }) => reference))
  const freshReference = (): string => {
    const reference = newPartnerReference((size) => ids.bytes(size))
    if (taken.has(reference)) return freshReference()
    taken.add(reference)
    return reference
  }
  const made = audience(after, facts.partners, facts.scheme)
    .filter((partner) => !isLeftOut(partner))
    .map(({ partnerId, areas }) => ({
      id: ids.ordered(),
      requestId: facts.request.id,
      partnerId,
      reference: freshReference(),
      areas,
      round: number,
      live: true,
    }))
  return { number, made }
}

/** The same notices, no longer live. */
export function ended(notices: readonly NoticeRecord[]): NoticeRecord[] {
  return notices.filter(({ live }) => live).map((notice) => ({ ...notice, live: false }))
}

export function noPartner(scheme: Scheme): Refusal {
  return {
    refused: 'no_partner',
    say: `No partner would get this notice: none has homes in the ${scheme.words.area.many} wanted. Please add ${scheme.words.area.many} with the nominating officer.`,
  }
}
