import fc from 'fast-check'
import { ACTION_LABELS } from '../../../src/bots/views/action-labels.js'
import type { CaseRef } from '../../../src/bots/views/button-value.js'
import type {
  ApprovalScreen,
  CoordinatorScreen,
  DetailsScreen,
  HomeScreen,
  ListScreen,
  MessageScreen,
  NoticeScreen,
  OfferScreen,
  OfficerScreen,
  PageScreen,
  Screen,
} from '../../../src/core/placement/screens.js'
import { allActions } from '../../../src/core/request/rights.js'

/** Any text, the longest legal one more often than not: with signs that Slack gives a meaning to. */
function words(most: number) {
  const unit = fc.constantFrom('a', 'é', '&', '<', '>', '*', '_', '`', ' ', '\n', '😀', 'w'.repeat(20))
  return fc.oneof(
    fc.string({ unit, maxLength: most, size: 'max' }).map((text) => text.slice(0, most)),
    fc.constantFrom('&', '<!channel> ', 'word ', '😀').map((piece) => piece.repeat(most).slice(0, most)),
  )
}

const at = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((d) => d.toISOString())
const maybeAt = fc.option(at)
const name = words(150)
const fact = fc.record({ label: name, value: words(2_900) })
const facts = fc.array(fact, { maxLength: 40, size: 'max' })
const action = fc.constantFrom(...allActions())
const buttons = fc
  .array(fc.record({ action, offerId: fc.uuid() }, { requiredKeys: ['action'] }), {
    maxLength: 45,
    size: 'max',
  })
  .map((all) => all.filter((one, index) => all.findIndex((two) => two.action === one.action) === index))
const questions = fc.array(
  fc.record({ id: fc.uuid(), from: name, text: words(1_000), answer: fc.option(words(1_000)) }),
  { maxLength: 12, size: 'max' },
)
const noted = fc.array(words(1_200), { maxLength: 60, size: 'max' })
const offers = fc.array(
  fc.record({
    offerId: fc.uuid(),
    home: words(400),
    partner: name,
    propertyNumber: words(30),
    area: name,
    state: name,
    why: fc.option(words(1_200)),
    warnings: fc.array(words(400), { maxLength: 6, size: 'max' }),
    answerBy: maybeAt,
    viewingAt: maybeAt,
    contact: fc.option(name),
    buttons,
  }),
  { maxLength: 30, size: 'max' },
)
const rows = fc.array(
  fc.record({
    requestId: fc.uuid(),
    code: words(20),
    line: words(400),
    since: at,
    flag: fc.option(words(60)),
    buttons,
  }),
  { maxLength: 120, size: 'max' },
)

const notice: fc.Arbitrary<NoticeScreen> = fc.record({
  screen: fc.constant('notice' as const),
  status: fc.constantFrom('open' as const, 'not_available' as const),
  partnerReference: words(20),
  areas: fc.array(name, { maxLength: 60, size: 'max' }),
  bedrooms: fc.integer({ min: 0, max: 12 }),
  acceptOneFewer: fc.boolean(),
  tenancyNeeded: name,
  propertyNeeds: fc.array(name, { maxLength: 20, size: 'max' }),
})
const details: fc.Arbitrary<DetailsScreen> = fc.record({
  screen: fc.constant('details' as const),
  partnerReference: words(20),
  household: facts,
  wishes: facts,
})
const approval: fc.Arbitrary<ApprovalScreen> = fc.record({
  screen: fc.constant('approval_card' as const),
  workingCode: words(20),
  landlord: name,
  state: fc.oneof(
    fc.record({
      kind: fc.constant('pending' as const),
      askedAt: at,
      panelOn: fc.option(fc.constant('2026-12-01')),
      facts,
      officers: fc.array(fc.record({ name, organisation: name, phone: words(30) }), {
        maxLength: 5,
        size: 'max',
      }),
      questions,
    }),
    fc.record({ kind: fc.constantFrom('decided' as const, 'ended' as const), words: words(2_900) }),
  ),
  buttons,
})
const officer: fc.Arbitrary<OfficerScreen> = fc.record({
  screen: fc.constant('officer_card' as const),
  workingCode: fc.option(words(20)),
  reference: fc.option(words(20)),
  stateWords: name,
  lastActivityAt: at,
  honestWords: words(2_900),
  waitingFor: words(600),
  facts,
  questions,
  wishes: noted,
  notes: noted,
  offers,
  buttons,
})
const coordinator: fc.Arbitrary<CoordinatorScreen> = fc.record({
  screen: fc.constant('coordinator_card' as const),
  workingCode: fc.option(words(20)),
  reference: fc.option(words(20)),
  stateWords: name,
  enteredStateAt: at,
  lastActivityAt: at,
  waitingFor: words(600),
  facts,
  failingRules: fc.array(words(2_900), { maxLength: 8, size: 'max' }),
  reach: fc.option(
    fc.record({
      partners: fc.array(name, { maxLength: 100, size: 'max' }),
      released: fc.boolean(),
      reached: fc.nat(100),
      unreached: fc.array(name, { maxLength: 100, size: 'max' }),
      uncertain: fc.array(name, { maxLength: 100, size: 'max' }),
      fits: fc.option(fc.nat()),
    }),
  ),
  undelivered: fc.array(name, { maxLength: 100, size: 'max' }),
  findings: fc.subarray(['send_again', 'confirm_gone', 'try_again'] as const).map((found) => [...found]),
  questions,
  wishes: noted,
  notes: noted,
  offers,
  buttons,
})
const offer: fc.Arbitrary<OfferScreen> = fc.record({
  screen: fc.constant('offer_card' as const),
  partnerReference: words(20),
  propertyNumber: words(30),
  home: words(400),
  status: fc.constantFrom('waiting' as const, 'accepted' as const, 'not_taken_up' as const),
  words: words(2_900),
  answerBy: maybeAt,
  viewingAt: maybeAt,
  contact: fc.option(fc.record({ name, phone: words(30) })),
  buttons,
})
const message: fc.Arbitrary<MessageScreen> = fc.record({
  screen: fc.constant('message' as const),
  topic: name,
  tone: fc.constantFrom('plain' as const, 'prompt' as const, 'urgent' as const),
  title: words(300),
  words: words(2_900),
  code: fc.option(words(20)),
  buttons,
})
const home: fc.Arbitrary<HomeScreen> = fc.record({
  screen: fc.constant('home' as const),
  name,
  roles: fc.array(name, { maxLength: 8, size: 'max' }),
  confirm: fc.option(words(300)),
  intake: fc.option(words(2_900)),
  waitsForMe: rows,
  iWaitFor: rows,
  attention: fc.array(words(400), { maxLength: 10, size: 'max' }),
  stuck: fc.boolean(),
  canRefer: fc.boolean(),
  mayBeAway: fc.boolean(),
})
const list: fc.Arbitrary<ListScreen> = fc.record({
  screen: fc.constant('list' as const),
  title: name,
  empty: name,
  rows,
})
const page: fc.Arbitrary<PageScreen> = fc.record({
  screen: fc.constant('page' as const),
  title: name,
  intro: words(2_900),
  sections: fc.array(
    fc.record(
      { heading: name, words: words(2_900), facts: fc.array(fact, { maxLength: 8, size: 'max' }) },
      { requiredKeys: ['heading'] },
    ),
    {
      maxLength: 20,
      size: 'max',
    },
  ),
})

export const arbitraryNotice = notice

/** Every kind of screen there is, filled to the brim. */
export const ARBITRARY_SCREENS: Readonly<Record<Screen['screen'], fc.Arbitrary<Screen>>> = {
  notice,
  details,
  approval_card: approval,
  officer_card: officer,
  coordinator_card: coordinator,
  offer_card: offer,
  message,
  home,
  list,
  page,
}

export const arbitraryRef: fc.Arbitrary<CaseRef> = fc.oneof(
  fc.record({ kind: fc.constant('placement' as const), placementId: fc.uuid(), revision: fc.nat() }),
  fc.record({ kind: fc.constant('request' as const), requestId: fc.uuid(), version: fc.nat() }),
  fc.record({ kind: fc.constant('offer' as const), offerId: fc.uuid(), shownId: fc.uuid() }),
  fc.record({ kind: fc.constant('shown' as const), shownId: fc.uuid() }),
)

export const arbitraryButton = fc.record(
  {
    action: fc.constantFrom(...(Object.keys(ACTION_LABELS) as (keyof typeof ACTION_LABELS)[])),
    ref: arbitraryRef,
    requestId: fc.uuid(),
    offerId: fc.uuid(),
    step: fc.constantFrom('consent', 'review'),
  },
  { requiredKeys: ['action', 'ref'] },
)
