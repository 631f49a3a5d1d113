import type { State } from '../../src/core/request/states.js'
import { offersAfter } from './model-offers.js'
import { CHOSEN, onBehalf, type Role, type Rule, rules, type Step } from './model-rules.js'
import type { Answer, Attempt, Model, ModelOffer, Who } from './model-types.js'

/** What the person reads, and what is true afterwards. */
export function attempt(model: Model, what: Attempt): { answer: Answer; next: Model } {
  const part = partOf(model, what.by)
  if (part === null || isHiddenFrom(part, model, what)) return { answer: 'nothing', next: model }
  if (!mayTake(model, what, part) || !isPossible(model, what)) return { answer: 'refused', next: model }
  return { answer: 'done', next: follow(model, what) }
}

/**
 * What somebody is to this request. The lead from the first asking on, until the landlord turns out to be the wrong one;
 * the officer from the notice on. "No rule, no access" for everybody else.
 */
export function partOf(model: Model, who: Who): Role | null {
  switch (who.role) {
    case 'NO':
      return who.id === model.officer ? 'NO' : null
    case 'lead':
      return model.asked && who.at === model.landlord ? 'lead' : null
    case 'officer':
      return model.round > 0 && model.audience.includes(who.at) ? 'officer' : null
    default:
      return who.role
  }
}

/** The offer that the applicant considers or has accepted. */
export function chosen(model: Model): string | undefined {
  return Object.keys(model.offers).find((name) => CHOSEN.includes(model.offers[name]?.state ?? 'over'))
}

function mayTake(model: Model, { step, onBehalf: behalf }: Attempt, part: Role): boolean {
  const by: readonly Role[] = rules[step].by
  if (!behalf) return by.includes(part)
  const theirs = partOf(model, behalf)
  return part === 'coordinator' && onBehalf(step) && theirs !== null && by.includes(theirs)
}

/** Whether the step can be taken now by somebody who may. */
function isPossible(model: Model, what: Attempt): boolean {
  const rule: Rule = rules[what.step]
  const offer = offerAtIssue(model, what)
  if (!rule.from.includes(model.state)) return false
  if (rule.offer && !(offer && rule.offer.in.includes(offer.state) && mayKnow(what, offer))) return false
  return MORE[what.step]?.(model, what, offer) ?? true
}

/** Their own offer; and "offers that a coordinator has checked" is all that a nominating officer sees. */
function mayKnow({ by, onBehalf: behalf }: Attempt, offer: ModelOffer): boolean {
  const who = behalf ?? by
  if (who.role === 'officer') return who.at === offer.partner
  return who.role !== 'NO' || offer.state !== 'made'
}

/** Steps about an offer, or the notice, that somebody may not know of (section 3: "never sees"). */
function isHiddenFrom(part: Role, model: Model, what: Attempt): boolean {
  if (part === 'coordinator') return false
  const rule: Rule = rules[what.step]
  if (part === 'lead') return rule.offer !== undefined || what.step === 'make_offer'
  const offer = rule.offer && offerAtIssue(model, what)
  return offer !== undefined && !mayKnow(what, offer)
}

type Condition = (model: Model, what: Attempt, offer: ModelOffer | undefined) => boolean

/** What has to hold besides state, person and offer. */
const MORE: Partial<Record<Step, Condition>> = {
  // A form with every answer, consent among them; one that never had them is not opened again either.
  submit: ({ complete }) => complete,
  // Reopened "into circulated" goes past lead and release: only where both have been, and the approval still stands.
  reopen: (model, { into }) =>
    model.complete &&
    (into === 'submitted' || (model.state === 'closed' && model.approval && model.released)),
  // "Only to a live notice of one's own partner": one that was recalled or renewed is none.
  make_offer: ({ round }, what) => what.round === undefined || what.round === round,
  // silent: a request that was held before its form was filled in. A move leaves a landlord, and none is known yet.
  record_housing_moves: ({ complete }) => complete,
  correct_landlord: (model, { landlord }) => landlord !== model.landlord,
  // "after viewing"
  record_viewing: (_model, { at }, offer) => at >= (offer?.viewingAt ?? at),
  // "The landlord's reply-by clock starts when it is passed on."
  lapse_offer: (_model, { at }, offer) => at >= (offer?.replyBy ?? at),
  // "a live offer is decided first", also one that a withdrawn approval has left behind
  close: (model) => chosen(model) === undefined,
  acknowledge_safety: ({ worried }) => worried,
}

function follow(model: Model, what: Attempt): Model {
  const { step } = what
  const state = nextState(model, what)
  return {
    ...model,
    ...moneyAfter(model, what),
    ...knownAfter(model, what, state),
    state,
    heldFrom: heldFromAfter(model, what, state),
    undo: undoAfter(model, what, state),
    offers: offersAfter(model, what),
    taken: [...model.taken, { step, by: what.by.id, for: what.onBehalf?.id ?? null, to: state }],
  }
}

function nextState(model: Model, what: Attempt): State {
  const { to, frees }: Rule = rules[what.step]
  if (what.step === 'reopen') return what.into ?? 'submitted'
  if (what.step === 'reverse_move' && model.undo) return withoutOffer(model.undo.state)
  if (to === 'back') return model.heldFrom ?? model.state
  if (frees && CHOSEN.includes(offerAtIssue(model, what)?.state ?? 'over')) return 'circulated'
  return to ?? model.state
}

/**
 * A move by the other pathway that was recorded in error never was: the request stands where it was recorded from, on
 * hold too. Its live offer was withdrawn with it, and "under_offer -> circulated: withdrawn".
 */
function withoutOffer(state: State): State {
  return state === 'under_offer' ? 'circulated' : state
}

function heldFromAfter(model: Model, { step }: Attempt, state: State): State | null {
  if (state !== 'on_hold') return null
  if (step === 'reverse_move' && model.undo?.heldFrom) return withoutOffer(model.undo.heldFrom)
  return model.state === 'on_hold' ? model.heldFrom : model.state
}

function undoAfter(model: Model, { step }: Attempt, state: State): Model['undo'] {
  if (step === 'record_housing_moves') return { state: model.state, heldFrom: model.heldFrom }
  return state === 'moved' ? model.undo : null
}

/** Who knows of it, and what the landlord has said. */
function knownAfter(model: Model, { step, landlord, by }: Attempt, state: State): Partial<Model> {
  switch (step) {
    case 'send_for_approval':
      return { asked: true, approval: false, decision: null }
    case 'correct_landlord':
      return { asked: false, approval: false, decision: null, landlord: landlord ?? model.landlord }
    case 'approve':
      return { approval: true, decision: { step, by: by.id } }
    case 'decline':
      return { approval: false, decision: { step, by: by.id } }
    case 'withdraw_approval':
      return { approval: false }
    case 'release':
    case 'change_request':
      // "a changed request re-appears under new partner references"
      return { released: true, round: model.round + 1 }
    case 'reopen':
      // For new checks, whose outcome nobody has approved yet.
      return state === 'circulated' ? { round: model.round + 1 } : { approval: false }
    case 'raise_safety_concern':
    case 'report_risk_change':
    case 'report_compromised':
      return { worried: true }
    case 'acknowledge_safety':
      return { worried: false }
    default:
      return {}
  }
}

/** D13: -1 to the landlord left, +1 to the one that housed them; same landlord: none. Reversed: the opposite. */
function moneyAfter(model: Model, what: Attempt): Partial<Model> {
  const started = Object.values(model.offers).find(({ state }) => state === 'tenancy_started')
  if (what.step === 'confirm_tenancy_start') return post(model, offerAtIssue(model, what)?.partner, 1)
  if (what.step === 'reverse_move') return post(model, started?.partner, -1)
  return {}
}

function post({ balances, landlord }: Model, housedBy: string | undefined, amount: 1 | -1): Partial<Model> {
  if (housedBy === undefined || housedBy === landlord) return {}
  const balance = (partner: string) => balances[partner] ?? 0
  return {
    balances: {
      ...balances,
      [landlord]: balance(landlord) - amount,
      [housedBy]: balance(housedBy) + amount,
    },
  }
}

function offerAtIssue(model: Model, { offer }: Attempt): ModelOffer | undefined {
  return offer === undefined ? undefined : model.offers[offer]
}
