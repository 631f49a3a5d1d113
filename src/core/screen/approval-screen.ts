import type { CaseFacts } from '../facts.js'
import { phoneWords } from '../people/phone-words.js'
import type { ApprovalScreen } from '../placement/screens.js'
import type { ApprovalRecord, PersonRecord, RequestRecord } from '../request/records.js'
import { isExcluded, relationsOf } from '../request/relations.js'
import { workingTime } from '../time/working-time.js'
import { caseButtons } from './buttons.js'
import { approvalFacts, needFacts } from './case-facts.js'

/**
 * What one lead sees of one approval: the fields marked A while it is open, afterwards only that it was decided,
 * by whom and when. Wanted areas are cut to the landlord's own stock areas.
 */
export function approvalScreen(
  facts: CaseFacts & { request: RequestRecord },
  approval: ApprovalRecord,
  lead: PersonRecord,
  now: Date,
): ApprovalScreen {
  const { request, scheme } = facts
  const base = {
    screen: 'approval_card' as const,
    workingCode: request.workingCode ?? '',
    landlord: facts.partners.find((p) => p.id === request.landlordId)?.name ?? '',
  }
  const relations = relationsOf(facts, lead, null, now)
  if (approval.ended || isExcluded(request, lead) || !relations.includes('lead'))
    return {
      ...base,
      landlord: '',
      state: { kind: 'ended', words: 'This is no longer with you.' },
      buttons: [],
    }

  const buttons = caseButtons(facts, ['lead'])
  if (!isOpen(request))
    return { ...base, state: { kind: 'decided', words: decidedWords(facts, approval) }, buttons }
  const own = facts.partners.find((p) => p.id === request.landlordId)?.stockAreas
  const needs = {
    ...request.form.needs,
    areasWanted: request.form.needs.areasWanted.filter((a) => own?.includes(a)),
  }
  return {
    ...base,
    state: {
      kind: 'pending',
      askedAt: approval.askedAt,
      panelOn: request.state === 'with_panel' ? request.panelOn : null,
      facts: [
        ...approvalFacts(request.form, scheme, facts.partners, request.landlordId),
        ...needFacts({ ...request.form, needs }, scheme).filter(
          (fact) => fact.label !== 'Areas wanted' || fact.value,
        ),
      ],
      officers: facts.people
        .filter((p) => request.officerIds.includes(p.id))
        .map((p) => ({
          name: p.name,
          organisation: organisationName(facts, p.organisationId),
          phone: phoneWords(p.workPhone),
        })),
      questions: request.form.approval.questions
        .filter((q) => q.from === 'lead')
        .map((q) => ({ text: q.text, answer: q.answer ?? null })),
    },
    buttons,
  }
}

function isOpen(request: RequestRecord): boolean {
  return request.state === 'awaiting_approval' || request.state === 'with_panel'
}

/** Constant once decided: whatever happens to the request later must not show here. */
function decidedWords(facts: CaseFacts & { request: RequestRecord }, own: ApprovalRecord): string {
  const decided = facts.approvals.find((a) => a.round === own.round && a.decision !== null)
  if (!decided?.decidedAt) {
    const asked = facts.request.form.approval.questions.some(
      (q) => q.from === 'lead' && q.answer === undefined,
    )
    return asked
      ? 'A question is with the nominating officer. You will be asked again.'
      : 'This is not waiting for you.'
  }
  const who = facts.people.find((p) => p.id === decided.decidedBy)?.name ?? 'the coordinator'
  const verb = decided.decision === 'approved' ? 'Approved' : 'Declined'
  return `${verb} by ${who}, ${workingTime(facts.scheme).say(new Date(decided.decidedAt))}.`
}

export function organisationName(facts: CaseFacts, id: string): string {
  return facts.partners.find((p) => p.id === id)?.name ?? ''
}
