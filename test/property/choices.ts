import { workingTime } from '../../src/core/time/working-time.js'
import { scheme } from '../end-to-end/stage.js'
import { CAST, COORDINATORS, LANDLORDS } from './cast.js'
import { attempt, partOf } from './model.js'
import { CHOSEN, onBehalf, type Rule, rules, type Step, WAITING } from './model-rules.js'
import type { Attempt, Model, Who } from './model-types.js'

const HOUR_MS = 3_600_000
const STEPS = Object.keys(rules) as Step[]

/** Everything that anybody could try about this request now, sensible or not. */
export function everyAttempt(model: Model, at: Date): Attempt[] {
  const offers = Object.keys(model.offers)
  return STEPS.flatMap((step) =>
    everybody(step).flatMap((people) =>
      about(model, step, offers, at).map((details) => ({ step, at, ...people, ...details })),
    ),
  )
}

/** One of them: the step is chosen first, so that steps of many people come no more often than others. */
export function pickOne(attempts: readonly Attempt[], step: number, which: number): Attempt | undefined {
  const steps = [...new Set(attempts.map((each) => each.step))]
  const chosenStep = steps[step % Math.max(1, steps.length)]
  const ofStep = attempts.filter((each) => each.step === chosenStep)
  return ofStep[which % Math.max(1, ofStep.length)]
}

/** What can be taken now. */
export function possible(model: Model, at: Date): Attempt[] {
  return everyAttempt(model, at).filter((each) => attempt(model, each).answer === 'done')
}

/** What cannot be taken, although its person and the state of the request would be right. */
export function nearlyPossible(model: Model, at: Date): Attempt[] {
  return everyAttempt(model, at).filter((each) => {
    const { from, by }: Rule = rules[each.step]
    const part = partOf(model, each.onBehalf ?? each.by)
    const isRight = from.includes(model.state) && part !== null && by.includes(part)
    return isRight && attempt(model, each).answer !== 'done'
  })
}

/** The next step on the way to a move; a viewing is waited for. */
export function nextOnTheWay(model: Model, at: Date, which: number): Attempt | undefined {
  const viewing = Object.values(model.offers).find(({ state }) => state === 'viewing_arranged')?.viewingAt
  const then = viewing && viewing > at ? new Date(viewing.getTime() + 60_000) : at
  const now = possible(model, then)
  for (const step of WAY) {
    // One home is enough to go on with, and an area is found suitable.
    if (step === 'make_offer' && hasOffer(model)) continue
    const choices = now.filter((each) => each.step === step && each.suitable !== false)
    const choice = choices[which % Math.max(1, choices.length)]
    if (choice) return choice
  }
  return undefined
}

/** Nobody has answered in time about the home that is considered; its day is waited for. */
export function lapsing(model: Model, at: Date): Attempt[] {
  const day = Object.values(model.offers).find(({ state }) => CHOSEN.includes(state))?.replyBy
  const then = day && day > at ? new Date(day.getTime() + 60_000) : at
  return possible(model, then).filter(({ step }) => step === 'lapse_offer')
}

const WAY: readonly Step[] = [
  'confirm_tenancy_start',
  'accept_offer',
  'record_viewing',
  'arrange_viewing',
  'choose_offer',
  'check_area',
  'make_offer',
  'release',
  'approve',
  'send_for_approval',
  'submit',
  'answer_questions',
  'start_referral',
  'resume',
  'reopen',
]

function hasOffer({ offers }: Model): boolean {
  return Object.values(offers).some(({ state }) => [...WAITING, ...CHOSEN].includes(state))
}

/** Everybody in their own name, and a coordinator for everybody whose step it may be. */
function everybody(step: Step): { by: Who; onBehalf?: Who }[] {
  const [coordinator] = COORDINATORS
  const by: Rule['by'] = rules[step].by
  const others = CAST.filter(({ role }) => role !== null && by.includes(role))
  return [
    ...CAST.map((each) => ({ by: each })),
    ...(onBehalf(step) ? others.map((each) => ({ by: coordinator, onBehalf: each })) : []),
  ]
}

function about(model: Model, step: Step, offers: readonly string[], at: Date): Partial<Attempt>[] {
  const rule: Rule = rules[step]
  switch (step) {
    case 'make_offer':
      return [{ offer: `H-${offers.length + 1}` }]
    case 'check_area':
      return offers.flatMap((offer) => [true, true, false].map((suitable) => ({ offer, suitable })))
    case 'choose_offer':
      return offers.map((offer) => ({ offer, until: replyBy(at) }))
    case 'arrange_viewing':
      return [2, 30].flatMap((hours) => offers.map((offer) => ({ offer, until: later(at, hours) })))
    case 'reopen':
      return [{ into: 'submitted' }, { into: 'circulated' }]
    case 'correct_landlord':
      return LANDLORDS.filter((landlord) => landlord !== model.landlord).map((landlord) => ({ landlord }))
    default:
      return rule.offer ? offers.map((offer) => ({ offer })) : [{}]
  }
}

export function later(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * HOUR_MS)
}

function replyBy(at: Date): Date {
  return workingTime(scheme).addWorkingDays(at, scheme.rules.offers.replyByWorkingDays)
}
