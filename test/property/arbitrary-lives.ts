import fc from 'fast-check'
import { LANDLORDS, OFFICERS } from './cast.js'
import { Again, Take, Together } from './clicks.js'
import type { Choice, Doing } from './doing.js'
import { DISTURBANCES, Disturb, Wait } from './happenings.js'
import { AskInVain, Look, OpenForm, PressLate, SendForm } from './late-clicks.js'

const aStart = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ state: fc.constant('draft' as const), ahead: fc.nat({ max: 11 }) }),
  },
  // What becomes of an enquiry is mostly left to what people do.
  {
    weight: 1,
    arbitrary: fc.record({ state: fc.constant('enquiry' as const), ahead: fc.constantFrom(0, 0, 0, 2, 9) }),
  },
)

/** How a life begins: `ahead` steps of the way are behind it when people begin to do as they like. */
export const aBeginning = fc
  .tuple(
    aStart,
    fc.record({
      officer: fc.constantFrom(...OFFICERS),
      landlord: fc.constantFrom(...LANDLORDS),
      /** What happens to the program meanwhile, in every other life. */
      disturbance: fc.option(fc.constantFrom(...DISTURBANCES), { freq: 2, nil: null }),
      rings: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
    }),
  )
  .map(([start, rest]) => ({ ...start, ...rest }))

const MOST_STEPS = 60
const step = fc.nat({ max: MOST_STEPS })

const aChoice = (among: Choice['among']): fc.Arbitrary<Choice> =>
  fc.record({ among: fc.constant(among), step, which: fc.nat({ max: 200 }) })

const aTake = (among: Choice['among']): fc.Arbitrary<Doing> =>
  fc
    .record({
      choice: aChoice(among),
      by: fc.constantFrom('card' as const, 'core' as const, 'core' as const),
      times: fc.constantFrom(1 as const, 1 as const, 1 as const, 2 as const),
    })
    .map(({ choice, by, times }) => new Take({ ...choice, by, times }))

const pair = (among: Choice['among']) => fc.tuple(aChoice(among), aChoice(among))

/** Hours to weeks. */
const hours = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 30 }) },
  // Long enough for an offer to lapse.
  { weight: 2, arbitrary: fc.integer({ min: 31, max: 24 * 15 }) },
)

/** What people do, and what happens to the program, more often what is more frequent in life. */
const aDoing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 36, arbitrary: aTake('way') },
  { weight: 20, arbitrary: aTake('possible') },
  { weight: 3, arbitrary: aTake('lapsing') },
  { weight: 10, arbitrary: aTake('nearly') },
  { weight: 10, arbitrary: aTake('all') },
  { weight: 8, arbitrary: pair('possible').map((choices) => new Together(choices)) },
  { weight: 4, arbitrary: step.map((which) => new Again(which)) },
  {
    weight: 9,
    arbitrary: fc
      .tuple(step, fc.constantFrom('card' as const, 'card' as const, 'notice' as const))
      .map(([whose, at]) => new Look(whose, at)),
  },
  { weight: 12, arbitrary: fc.tuple(step, step).map(([which, button]) => new PressLate(which, button)) },
  { weight: 6, arbitrary: aChoice('possible').map((choice) => new OpenForm(choice)) },
  { weight: 7, arbitrary: step.map((which) => new SendForm(which)) },
  { weight: 2, arbitrary: step.map((whose) => new AskInVain(whose)) },
  { weight: 6, arbitrary: hours.map((each) => new Wait(each)) },
  { weight: 2, arbitrary: fc.constantFrom(...DISTURBANCES).map((how) => new Disturb(how)) },
)

/** What happens in one life, up to its end. */
export const someDoings = fc.commands([aDoing], { maxCommands: 16, size: 'max', disableReplayLog: true })
