import type { z } from 'zod'
import { chain } from './audit/chain.js'
import { type Change, NO_CHANGE } from './change.js'
import type { CaseFacts, Target } from './facts.js'
import { followUpChanges } from './follow-up/schedule.js'
import { NOTHING_FOUND, type Outcome } from './outcome.js'
import type { ActorRef } from './people/account.js'
import type { OutboxRow, Ports } from './ports.js'
import { authorise, type Grant, isGrant } from './request/authorise.js'
import { withSectionVersions } from './request/changed-meanwhile.js'
import type { RequestRecord } from './request/records.js'
import { type ActionName, type Effects, isRefusal, type Step, type StepContext } from './request/step.js'
import type { Scheme } from './scheme/scheme-file.js'
import { behindTheTimes } from './screen/as-officer-reads.js'
import { stepFor } from './steps.js'

export interface Command {
  schemeId: string
  action: ActionName
  target: Target
  actor: ActorRef
  /** (placement, verb, actor, revision) of a button, or the id minted when a form opened. */
  key: string
  /** Becomes the id of a row the step makes; minted when the form opened, so a repeat makes nothing new. */
  newId?: string
  offerId?: string
  /** A coordinator records the step for somebody not on chat: who, and how that person's word was confirmed. */
  onBehalf?: { personId: string; confirmedBy: 'phone' | 'email' | 'in_person' | 'letter' }
  input?: unknown
  /** Version of the request that filled the form, so that it undoes nothing that was entered since. */
  filledFrom?: number
}

/** More losers than this in a row means something other than people clicking. */
const MOST_TRIES = 8

/**
 * The one way in: read the case, decide, commit everything in one statement, ring the doorbell.
 * Whoever loses a race reads again and is told who decided and when. Throws only when the store does.
 */
export async function perform(ports: Ports, command: Command): Promise<Outcome> {
  const store = ports.store.forScheme(command.schemeId)
  const step = stepFor(command.action)
  const withPerson = command.onBehalf?.personId ?? step.names?.(command.input)
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const facts = await store.readCase({
      target: command.target,
      actor: command.actor,
      key: command.key,
      ...(withPerson !== undefined && { withPerson }),
      ...(step.circulation && { circulation: true }),
    })
    const now = ports.clock.now()
    const anew =
      facts?.request != null &&
      facts.receipt !== null &&
      (step.anew?.(facts.request, facts.receipt.at, now) ?? false)
    if (facts?.receipt && !anew)
      return { ...(facts.receipt.outcome as Extract<Outcome, { kind: 'done' }>), repeated: true }
    const offerId = command.offerId ?? facts?.placement?.offerId ?? null
    const behind = facts && behindTheTimes(facts, command.action, offerId, now)
    const grant = facts
      ? authorise(behind ?? facts, command.action, {
          offerId,
          onBehalfOf: command.onBehalf?.personId ?? null,
          now,
        })
      : NOTHING_FOUND
    if (!facts || !isGrant(grant)) {
      await store.recordAccess([refusalEntry(command, facts, (grant as Outcome).kind, now)])
      return grant as Outcome
    }
    const parsed = formOf(step, facts).safeParse(command.input ?? {})
    if (!parsed.success) return { kind: 'invalid', errors: errorsByField(parsed.error.issues) }

    const context: StepContext = {
      now,
      ids: ports.ids,
      newId: command.newId ?? ports.ids.ordered(),
      by: grant.by,
      offer: grant.offer,
      filledFrom: command.filledFrom,
    }
    const result = step.decide(grant.open, parsed.data, context)
    if (isRefusal(result)) {
      if (result.field) return { kind: 'invalid', errors: { [result.field]: result.say } }
      return { kind: 'refused', code: result.refused, say: result.say }
    }
    if (behind) {
      // Answered as if nothing had happened yet, so that nobody learns it from an answer before the batch (P2).
      await store.recordAccess([refusalEntry(command, facts, 'late', now)])
      if (isAlarm(result)) await perform(ports, alarmInPlaceOf(command))
      return { kind: 'done', say: result.say, requestId: grant.open.request.id }
    }
    const key = facts.receipt ? `${command.key}&after=${grant.open.request.audit.seq}` : command.key
    const { change, outcome } = changeOf(ports, { ...command, key }, grant, result, now)
    if ((await store.commit(change)) === 'committed') {
      ports.doorbell.ring(command.schemeId, {
        outbox: change.outbox.map((row) => row.id),
        followUps: change.followUps.make,
      })
      return outcome
    }
  }
  return { kind: 'late', say: 'Somebody else is working on this request at this moment. Please look again.' }
}

/** Coordinators have to hear of it at once. */
function isAlarm({ tell = [] }: Effects): boolean {
  return tell.some(({ to, urgent }) => to === 'coordinators' && urgent)
}

/** What somebody found out about a home that is not at issue any more still concerns the applicant: a coordinator phones. */
function alarmInPlaceOf({ schemeId, actor, target, key }: Command): Command {
  return { schemeId, actor, target, action: 'raise_safety_concern', key: `${key}&alarm` }
}

const forms = new WeakMap<Scheme, Map<Step, z.ZodType>>()

/** To build a form takes longer than to check what was typed: those that only follow from the rules are kept. */
function formOf(step: Step, facts: CaseFacts): z.ZodType {
  if (step.formOfCase) return step.input(facts)
  const { scheme } = facts
  const ofRules = forms.get(scheme) ?? new Map<Step, z.ZodType>()
  const form = ofRules.get(step) ?? step.input({ scheme })
  forms.set(scheme, ofRules.set(step, form))
  return form
}

/** Sentences by field name; the first issue of a field stands. */
export function errorsByField(
  issues: readonly { path: PropertyKey[]; message: string }[],
): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const issue of issues) errors[String(issue.path[0] ?? 'form')] ??= issue.message
  return errors
}

function changeOf(ports: Ports, command: Command, grant: Grant, effects: Effects, now: Date) {
  const before = grant.open.request
  const at = now.toISOString()
  const state = effects.state ?? destination(grant, before)
  const [entry] = [
    chain(
      {
        requestId: before.id,
        at,
        action: command.action,
        from: before.state,
        to: state,
        actorId: grant.open.actor.id,
        onBehalfOf: command.onBehalf ? grant.by.id : null,
        confirmedBy: command.onBehalf?.confirmedBy ?? null,
        codes: { ...(grant.offer && { offer: grant.offer.id }), ...effects.codes },
      },
      before.audit,
      ports.hasher,
    ),
  ]
  const entered = state !== before.state ? { enteredStateAt: at, enteredStateSeq: entry.seq } : {}
  const changed: RequestRecord = {
    ...before,
    ...entered,
    ...effects.request,
    state,
    version: before.version + 1,
    lastActivityAt: at,
    audit: { seq: entry.seq, head: entry.hash },
  }
  const after = withSectionVersions(before, changed, grant.open.scheme)
  const begun = (effects.create ?? []).map((record) => beginning(ports, command, grant, record, before, at))
  const created = begun.map(({ request }) => request)
  const outcome: Outcome = { kind: 'done', say: effects.say, requestId: created[0]?.id ?? before.id }
  const change: Change = {
    update: { before, after },
    create: created,
    approvals: effects.approvals ?? [],
    offers: effects.offers ?? [],
    notices: effects.notices ?? [],
    moves: effects.moves ?? [],
    ledger: effects.ledger ?? [],
    followUps: effects.erase
      ? NO_CHANGE.followUps
      : { ...followUpChanges(grant.open, after, effects, ports.ids, now), done: [] },
    audit: [entry, ...begun.map(({ entry: first }) => first)],
    access: [],
    outbox: outboxOf(ports, grant, effects, [after, ...created]),
    receipt: { key: command.key, outcome, at },
    intake: null,
    settled: null,
    away: [],
    ...(effects.erase && { erase: before.id }),
  }
  return { change, outcome }
}

/** A request that follows another begins with an entry of its own, as every request does. */
function beginning(
  ports: Ports,
  command: Command,
  grant: Grant,
  record: RequestRecord,
  { id: follows }: RequestRecord,
  at: string,
) {
  const entry = chain(
    {
      requestId: record.id,
      at,
      action: command.action,
      from: null,
      to: record.state,
      actorId: grant.open.actor.id,
      onBehalfOf: command.onBehalf ? grant.by.id : null,
      confirmedBy: command.onBehalf?.confirmedBy ?? null,
      codes: { follows },
    },
    record.audit,
    ports.hasher,
  )
  const audit = { seq: entry.seq, head: entry.hash }
  return { entry, request: { ...record, enteredStateSeq: entry.seq, audit } }
}

function outboxOf(ports: Ports, grant: Grant, effects: Effects, requests: RequestRecord[]): OutboxRow[] {
  const urgent = effects.urgent ?? false
  const nothing = { topic: null, to: null, offerId: null }
  const changed = requests.map((r) => ({
    id: ports.ids.ordered(),
    kind: effects.erase ? ('request_erased' as const) : ('request_changed' as const),
    requestId: r.id,
    urgent,
    ...nothing,
  }))
  const told = (effects.tell ?? []).map((message) => ({
    id: ports.ids.ordered(),
    kind: 'message' as const,
    requestId: grant.open.request.id,
    urgent: urgent || (message.urgent ?? false),
    topic: message.topic,
    to: message.to,
    offerId: grant.offer?.id ?? null,
  }))
  return [...changed, ...told]
}

function destination(grant: Grant, before: RequestRecord): RequestRecord['state'] {
  if (grant.row.to === 'same') return before.state
  if (grant.row.to === 'held_from') return before.heldFrom ?? 'submitted'
  return grant.row.to
}

function refusalEntry(command: Command, facts: CaseFacts | null, kind: Outcome['kind'], now: Date) {
  return {
    at: now.toISOString(),
    actorId: facts?.actor?.id ?? null,
    action: command.action,
    subject: facts?.request?.id ?? 'none',
    outcome: kind === 'nothing_found' ? ('nothing_found' as const) : ('refused' as const),
  }
}
