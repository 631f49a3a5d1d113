import { incidentsOf } from '../incident/incidents.js'
import type { Fact } from '../placement/screens.js'
import { areaName } from '../scheme/look-up.js'
import { approvalFacts, confidentialFacts, detailFacts, needFacts } from '../screen/case-facts.js'
import { offerLine } from '../screen/offer-line.js'
import { STATE_NAMES } from '../screen/state-names.js'
import type { HeldOnRequest } from './export-request.js'

/** One part of an export in plain English: under its heading a list of entries, each some labelled values. */
export interface ExportSection {
  heading: string
  entries: Fact[][]
}

/** Everything held on one request, for somebody who reads it rather than loads it. */
export function exportSections(held: HeldOnRequest): ExportSection[] {
  const { facts } = held
  const { request, scheme, partners } = facts
  const { confidential, approval } = request.form
  const person = (id: string | null) => {
    const found = facts.people.find((each) => each.id === id)
    if (!found) return id ?? 'the program'
    return `${found.name} (${partner(found.organisationId)})`
  }
  const partner = (id: string | null) => partners.find((each) => each.id === id)?.name ?? id ?? ''
  return [
    section('About this export', [
      {
        'Made on': held.exportedAt,
        'Asked for by': person(held.requestedBy),
        'How they were verified': held.verified,
      },
    ]),
    section('The request', [
      {
        Reference: request.reference,
        'Working code': request.workingCode,
        State: STATE_NAMES[request.state],
        'In this state since': request.enteredStateAt,
        'Begun on': request.createdAt,
        'Sent to partners on': request.circulatedAt,
        'Last activity': request.lastActivityAt,
        'Why it was closed': request.closedReason,
        'Nominating officers': request.officerIds.map(person).join('; '),
        'Coordinator who owns it': request.ownerId && person(request.ownerId),
        'Content is kept until its review on': request.erasureReviewOn,
      },
    ]),
    { heading: 'The home that is needed', entries: [needFacts(request.form, scheme)] },
    { heading: 'The household', entries: [detailFacts(request.form, scheme)] },
    {
      heading: 'Home now, risk and support',
      entries: [approvalFacts(request.form, scheme, partners, request.landlordId)],
    },
    { heading: 'Confidential', entries: [confidentialFacts(request.form, scheme, partners)] },
    section(
      'Questions and answers',
      approval.questions.map((q) => ({
        Asked: q.askedAt,
        By: person(q.askedBy),
        Question: q.text,
        Answer: q.answer,
        'Answered on': q.answeredAt,
      })),
    ),
    section(
      'Reasons and notes',
      confidential.notes.map((n) => ({
        On: n.at,
        By: person(n.by),
        About: words(n.action),
        Reason: n.reason && words(n.reason),
        Note: n.note,
      })),
    ),
    section(
      'What the nominating officer asked for',
      confidential.wishes.map((w) => ({ On: w.at, By: person(w.by), About: w.kind, Wish: w.text })),
    ),
    section(
      'Incidents',
      incidentsOf(request.form).map(({ at, by, decision }) => ({
        On: at,
        'Recorded by': person(by),
        'Decided on': decision?.at,
        'Decided by': decision && person(decision.by),
        Reported: decision && (decision.reported ? 'yes' : 'no'),
        Why: decision?.why,
      })),
    ),
    section(
      'Contacts',
      confidential.contactLog.map((c) => ({ On: c.at, By: person(c.by), Text: c.text })),
    ),
    section(
      'Approvals that were asked for',
      facts.approvals.map((a) => ({
        Asked: a.askedAt,
        Whom: person(a.personId),
        Decision: a.decision,
        'Decided on': a.decidedAt,
        'Decided by': a.decidedBy && person(a.decidedBy),
      })),
    ),
    section(
      'Notices to partners',
      facts.notices.map((n) => ({
        Partner: partner(n.partnerId),
        'Their reference': n.reference,
        'Areas named': n.areas.map((code) => areaName(scheme, code)).join(', '),
        Round: String(n.round),
        Stands: n.live ? 'yes' : 'no',
      })),
    ),
    section(
      'Offers',
      facts.offers.map((o) => {
        const line = offerLine(facts, o, [])
        return {
          Made: o.madeAt,
          By: person(o.officerId),
          Property: `${line.partner}, ${line.propertyNumber}: ${line.home}, ${line.area}`,
          State: line.state,
          Viewing: o.viewingAt,
          Ended: o.endedAt,
          Reason: o.endReason && words(o.endReason),
          Note: o.endNote,
        }
      }),
    ),
    section(
      'Moves',
      held.moves.map((m) => ({
        'Tenancy started': m.startedOn,
        From: partner(m.fromLandlordId),
        To: partner(m.toLandlordId),
        Pathway: words(m.pathway),
        Adults: String(m.adults),
        Children: String(m.children),
        'Taken back on': m.reversedAt,
      })),
    ),
    section(
      'Ledger lines',
      held.ledger.map((l) => ({
        Posted: l.postedAt,
        Landlord: partner(l.landlordId),
        Amount: String(l.amount),
        Kind: l.kind,
        Reason: l.reason && words(l.reason),
      })),
    ),
    section(
      'Messages in chat',
      held.placements.map((p) => ({
        What: words(p.topic ?? p.screen),
        Where: `${p.conversation.platform}, ${p.conversation.kind === 'room' ? 'channel' : 'chat'} ${p.conversation.id}`,
        'Shown to': p.personId ? person(p.personId) : partner(p.partnerId),
        'Last attempt': p.attemptedAt,
        State: p.state,
      })),
    ),
    section(
      'Reminders',
      held.followUps.map((f) => ({ What: words(f.kind), Due: f.dueAt, State: f.state })),
    ),
    section(
      'What was done',
      held.transitions.map((t) => ({
        On: t.at,
        What: words(t.action),
        By: person(t.actorId),
        'On behalf of': t.onBehalfOf && person(t.onBehalfOf),
        'State afterwards': words(t.to),
      })),
    ),
    section(
      'Who looked at it, or was refused',
      held.access.map((a) => ({
        On: a.at,
        Who: person(a.actorId),
        What: words(a.action),
        Outcome: words(a.outcome),
      })),
    ),
  ]
}

function section(heading: string, rows: Record<string, string | null | undefined>[]): ExportSection {
  const entries = rows.map((row) =>
    Object.entries(row).flatMap(([label, value]) => (value ? [{ label, value }] : [])),
  )
  return { heading, entries }
}

const words = (code: string) => code.replaceAll('_', ' ')
