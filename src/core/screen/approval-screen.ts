import type { CaseFacts } from '../facts.js'
import { phoneWords } from '../people/phone-words.js'
import type { ApprovalScreen } from '../placement/screens.js'
import type { ApprovalRecord, PersonRecord, RequestRecord } from '../request/records.js'
import { actingOfficers, isExcluded, relationsOf } from '../request/relations.js'
import { WITH_LANDLORD } from '../request/states.js'
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
  if (approval.ended || isExcluded(request, lead, facts.partners) || !relations.includes('lead'))
    return {
      ...base,
      landlord: '',
      state: { kind: 'ended', words: 'This is no longer with you.' },
      buttons: [],
    }

  if (!WITH_LANDLORD.includes(request.state))
    return {
      ...base,
      state: { kind: 'decided', words: decidedWords(facts, approval) },
      // Drawn for good: the moment a button went would tell when a home was accepted (P2).
      buttons: decisionOf(facts, approval)?.decision === 'approved' ? [{ action: 'withdraw_approval' }] : [],
    }
  const buttons = caseButtons(facts, ['lead'])
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
      officers: officersToPhone(facts),
      questions: request.form.approval.questions
        .filter((q) => q.from === 'lead')
        .map((q) => ({ text: q.text, answer: q.answer ?? null })),
    },
    buttons,
  }
}

/** Constant once decided: whatever happens to the request later must not show here. */
function decidedWords(facts: CaseFacts & { request: RequestRecord }, own: ApprovalRecord): string {
  const decided = decisionOf(facts, own)
  if (!decided?.decidedAt) {
    return isAsked(facts.request)
      ? 'A question is with the nominating officer. You will be asked again.'
      : 'This is not waiting for you.'
  }
  const who = facts.people.find((p) => p.id === decided.decidedBy)?.name ?? 'the coordinator'
  const verb = decided.decision === 'approved' ? 'Approved' : 'Declined'
  const said = `${verb} by ${who}, ${workingTime(facts.scheme).say(new Date(decided.decidedAt))}.`
  const [withdrawnAt] = withdrawals(facts.request, decided.decidedAt).slice(-1)
  return withdrawnAt
    ? `${said} The approval was withdrawn, ${workingTime(facts.scheme).say(new Date(withdrawnAt))}.`
    : said
}

/**
 * Changes with what the card says and with nothing else: what becomes of the request after the decision must not show
 * on a card of its old landlord, neither in words nor by an edit (P2).
 */
export function approvalFace(
  facts: CaseFacts & { request: RequestRecord },
  approval: ApprovalRecord,
): string {
  const { request } = facts
  if (WITH_LANDLORD.includes(request.state)) return `pending:${request.version}`
  const decidedAt = decisionOf(facts, approval)?.decidedAt
  if (!decidedAt) return isAsked(request) ? 'asked' : 'waiting'
  return `decided:${decidedAt}:${withdrawals(request, decidedAt).length}`
}

/** Whether a card with this face says that it was decided, and so nothing about the applicant any more. */
export function saysDecided(face: string): boolean {
  return face.startsWith('decided:')
}

function decisionOf({ approvals }: CaseFacts, own: ApprovalRecord): ApprovalRecord | undefined {
  return approvals.find((a) => a.round === own.round && a.decision !== null)
}

function isAsked({ form }: RequestRecord): boolean {
  return form.approval.questions.some((q) => q.from === 'lead' && q.answer === undefined)
}

/** When the landlord took back the approval it gave then. */
function withdrawals({ form }: RequestRecord, decidedAt: string): string[] {
  return form.confidential.notes
    .filter(({ action, at }) => action === 'withdraw_approval' && at >= decidedAt)
    .map(({ at }) => at)
}

/** Whom a lead phones for the name: only who may act. */
export function officersToPhone(
  facts: CaseFacts & { request: RequestRecord },
): { name: string; organisation: string; phone: string }[] {
  return actingOfficers(facts).map(({ name, organisationId, workPhone }) => ({
    name,
    organisation: facts.partners.find(({ id }) => id === organisationId)?.name ?? '',
    phone: phoneWords(workPhone),
  }))
}
