import { describe, expect, test } from 'vitest'
import type { State } from '../../src/core/request/states.js'
import { type Column, expectedGrid } from '../support/grid.js'
import { attempt } from './model.js'
import { type OfferState, onBehalf, type Rule, rules, type Step, WAITING } from './model-rules.js'
import { type Attempt, type Model, type ModelOffer, newModel, type Who } from './model-types.js'

const AT = new Date('2026-11-23T09:30:00Z')
const EARLIER = new Date('2026-11-20T09:30:00Z')

const NO: Who = { id: 'no', role: 'NO', at: 'advice' }
const LEAD: Who = { id: 'lead', role: 'lead', at: 'landlord' }
const OFFICER: Who = { id: 'officer', role: 'officer', at: 'partner' }
const COORDINATOR: Who = { id: 'coordinator', role: 'coordinator', at: 'team' }
const nobody = (id: string): Who => ({ id, role: null, at: 'team' })

const PERSON: Record<Column, Who> = {
  NO,
  otherNO: { ...NO, id: 'other-no' },
  lead: LEAD,
  otherLead: { ...LEAD, id: 'other-lead', at: 'another-landlord' },
  officer: OFFICER,
  otherOfficer: { ...OFFICER, id: 'other-officer', at: 'another-partner' },
  manager: nobody('manager'),
  coordinator: COORDINATOR,
  admin: nobody('admin'),
  reporter: nobody('reporter'),
  auditor: nobody('auditor'),
  outsider: nobody('outsider'),
}

const isStep = (action: string): action is Step => Object.hasOwn(rules, action)

describe('the model says what the grid says, which was written from the scheme alone', () => {
  const cells = expectedGrid().flatMap((cell) =>
    isStep(cell.action) ? [{ ...cell, step: cell.action }] : [],
  )

  test('who may take which step in which state', () => {
    expect(cells.length).toBeGreaterThan(6_000)
    const wrong = cells.filter((cell) => said(cell.step, cell.state, PERSON[cell.column]) !== cell.expected)
    expect(wrong.map(({ step, state, column, expected }) => ({ step, state, column, expected }))).toEqual([])
  })
})

/** `+` in their own right, `b` only for somebody else, `.` refused. */
function said(step: Step, state: State, by: Who): string {
  const model = aModel(state)
  const choices = offersFor(model, step)
  const can = (more: Partial<Attempt>) =>
    choices.some(
      (offer) =>
        attempt(model, { step, by, at: AT, into: 'submitted', landlord: 'another', ...offer, ...more })
          .answer === 'done',
    )
  if (can({})) return '+'
  const others = [NO, LEAD, OFFICER].filter((other) =>
    (rules[step].by as Rule['by']).includes(other.role ?? 'NO'),
  )
  return onBehalf(step) && others.some((other) => can({ onBehalf: other })) ? 'b' : '.'
}

/** One offer in each state that it can be in then. */
function offersFor({ offers }: Model, step: Step): { offer?: string }[] {
  return 'offer' in rules[step] ? Object.keys(offers).map((offer) => ({ offer })) : [{}]
}

const BEFORE_ASKING: readonly State[] = ['enquiry', 'draft']
/** Offers that can be live in a state. */
const LIVE_IN: Partial<Record<State, readonly OfferState[]>> = {
  circulated: WAITING,
  under_offer: [...WAITING, 'passed_on', 'viewing_arranged', 'viewed'],
  accepted: [...WAITING, 'accepted'],
}

function aModel(state: State): Model {
  const asked = !BEFORE_ASKING.includes(state)
  const states = LIVE_IN[state] ?? []
  const offers = Object.fromEntries(states.map((each): [string, ModelOffer] => [each, anOffer(each)]))
  return {
    ...newModel({ audience: ['partner'], officer: NO.id, landlord: LEAD.at, complete: true, state }),
    heldFrom: state === 'on_hold' ? 'circulated' : null,
    asked,
    worried: true,
    round: asked ? 1 : 0,
    offers,
  }
}

function anOffer(state: OfferState): ModelOffer {
  return { partner: OFFICER.at, state, viewingAt: EARLIER, replyBy: EARLIER }
}

describe('what follows a step', () => {
  const way: readonly [Step, Who, Partial<Attempt>?][] = [
    ['submit', NO],
    ['send_for_approval', COORDINATOR],
    ['approve', LEAD],
    ['release', COORDINATOR],
    ['make_offer', OFFICER, { offer: 'H-1' }],
    ['make_offer', OFFICER, { offer: 'H-2' }],
    ['check_area', COORDINATOR, { offer: 'H-1', suitable: true }],
    ['choose_offer', NO, { offer: 'H-1', until: AT }],
    ['arrange_viewing', OFFICER, { offer: 'H-1', until: AT }],
    ['record_viewing', OFFICER, { offer: 'H-1' }],
    ['accept_offer', NO, { offer: 'H-1' }],
    ['confirm_tenancy_start', OFFICER, { offer: 'H-1' }],
  ]
  const walk = (steps: readonly [Step, Who, Partial<Attempt>?][], from = aModel('draft')) =>
    steps.reduce((model, [step, by, more]) => {
      const { answer, next } = attempt(model, { step, by, at: AT, ...more })
      expect(answer, step).toBe('done')
      return next
    }, from)

  test('a home is owed to whoever housed, by whoever was left; and none when the move is taken back', () => {
    const moved = walk(way)
    expect(moved).toMatchObject({ state: 'moved', balances: { landlord: -1, partner: 1 } })
    expect(moved.offers).toMatchObject({ 'H-1': { state: 'tenancy_started' }, 'H-2': { state: 'over' } })
    const back = walk([['reverse_move', COORDINATOR]], moved)
    expect(back).toMatchObject({ state: 'accepted', balances: { landlord: 0, partner: 0 } })
  })

  test('nothing becomes approved or circulated that no lead has approved', () => {
    const held = walk([...way.slice(0, 1), ['hold', COORDINATOR], ['record_housing_moves', NO]])
    expect(walk([['reverse_move', COORDINATOR]], held)).toMatchObject({
      state: 'on_hold',
      heldFrom: 'submitted',
    })
    const closed = walk([
      ...way.slice(0, 4),
      ['close', COORDINATOR],
      ['reopen', COORDINATOR, { into: 'submitted' }],
    ])
    const again = walk([['close', COORDINATOR]], closed)
    const reopened = attempt(again, { step: 'reopen', by: COORDINATOR, at: AT, into: 'circulated' })
    expect(reopened.answer).toBe('refused')
  })

  test('who has no part in it is told nothing, whether it exists or not', () => {
    for (const column of ['otherNO', 'otherLead', 'otherOfficer', 'manager'] as const)
      expect(attempt(walk(way), { step: 'close', by: PERSON[column], at: AT }).answer).toBe('nothing')
  })
})
