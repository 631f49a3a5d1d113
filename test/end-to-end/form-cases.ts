import type { FormId } from '../../src/bots/forms/form-id.js'
import { openForm } from './acting.js'
import {
  byReference,
  day,
  type FormCase,
  inList,
  noteMissing,
  onCard,
  opened,
  referenceOf,
  typed,
  WHY,
  type Wrong,
  whyCase,
} from './form-opening.js'
import { THE_HOME, wrongAreas, wrongOfTheHome } from './referral-wrong.js'
import {
  COORDINATOR,
  dayOf,
  HOME,
  HOUSING_OFFICER,
  LANDLORD,
  LEAD,
  OFFICER,
  PARTNER,
  requestAt,
} from './stage.js'
import { unconfirm } from './unconfirm.js'

const ENFIELD = 'E09000010'
const OTHER_OFFICER = 'dominic-farrar'
/** A lead of a landlord that has no part in these. */
const UNCONFIRMED = 'marcus-greenslade'

/** Every form of the program but the referral, which has a table of its own. A new form without a row fails the test. */
export const FORM_CASES: Readonly<Record<Exclude<FormId, 'refer'>, FormCase>> = {
  enquiry: { who: OFFICER, open: typed(OFFICER, 'enquiry'), good: () => ({}), ends: /enquiry is recorded/ },
  away: {
    who: 'nuala-venning',
    open: typed('nuala-venning', 'away'),
    good: (world) => ({ from: day(world, 7), to: day(world, 9), deputyId: 'oscar-belgrave' }),
    wrong: (world): Wrong[] => [
      { field: 'from', why: 'missing', value: null },
      { field: 'to', why: 'missing', value: null },
      { field: 'to', why: 'before the first day', value: day(world, 6) },
      { field: 'to', why: 'past', value: day(world, -1), beside: { from: day(world, -2) } },
      { field: 'deputyId', why: 'of another organisation', value: LEAD },
    ],
    ends: /You are away/,
  },
  intake: {
    who: COORDINATOR,
    open: typed(COORDINATOR, 'intake'),
    good: () => ({ intake: 'open' }),
    ends: /Intake is open/,
  },
  make_code: {
    who: COORDINATOR,
    open: async (world) => {
      await unconfirm(world, UNCONFIRMED)
      return { view: await openForm(world, COORDINATOR, { typed: 'one-time-code' }) }
    },
    good: () => ({ personId: UNCONFIRMED }),
    ends: /^Code for .+: [2-9A-Z]{4}-[2-9A-Z]{4}\. Ring them/,
  },
  on_behalf: {
    who: COORDINATOR,
    open: async (world) => {
      const staged = await requestAt(world, 'awaiting_approval')
      return {
        staged,
        view: await openForm(world, COORDINATOR, { typed: `on-behalf ${await staged.code()}` }),
      }
    },
    good: () => ({ personId: LEAD, action: 'approve', confirmedBy: 'phone' }),
    wrong: (): Wrong[] => [
      { field: 'personId', why: 'of somebody without a part in it', value: HOUSING_OFFICER },
      { field: 'personId', why: 'of somebody whose step it is not', value: OFFICER },
    ],
    ends: /Identity confirmed/,
  },
  end_enquiry: whyCase(OFFICER, 'enquiry', 'end_enquiry', /enquiry has been ended/, inList),
  return_for_information: {
    who: COORDINATOR,
    open: onCard(COORDINATOR, 'submitted', 'return_for_information'),
    good: () => ({ question: 'Is there a lift in the present home?' }),
    ends: /question has gone/,
  },
  answer_questions: {
    who: OFFICER,
    open: onCard(OFFICER, 'information_needed', 'answer_questions'),
    good: () => ({ answer: 'There is none.' }),
    ends: /answer has gone/,
  },
  correct_landlord: {
    who: COORDINATOR,
    open: onCard(COORDINATOR, 'awaiting_approval', 'correct_landlord'),
    good: () => ({ landlordId: 'brent' }),
    wrong: (): Wrong[] => [{ field: 'landlordId', why: 'the same as before', value: LANDLORD }],
    ends: /Corrected to/,
  },
  approve: {
    who: LEAD,
    open: onCard(LEAD, 'awaiting_approval', 'approve'),
    good: () => ({ identityConfirmed: ['yes'], rentAccountCheck: 'clear', conductCheck: 'no_concerns' }),
    ends: /Approved\. Thank you/,
  },
  decline: {
    who: LEAD,
    open: onCard(LEAD, 'awaiting_approval', 'decline'),
    good: () => ({ ...WHY, identityConfirmed: ['yes'], safeArea: null, expectedDate: null, linkChecked: [] }),
    wrong: (world): Wrong[] => {
      const ownStock = { reason: 'own_stock', safeArea: ENFIELD, expectedDate: day(world, 7) }
      return [
        noteMissing,
        { field: 'safeArea', why: 'missing', value: null, beside: ownStock },
        { field: 'expectedDate', why: 'missing', value: null, beside: ownStock },
        { field: 'expectedDate', why: 'past', value: day(world, -1), beside: ownStock },
        { field: 'linkChecked', why: 'not ticked', value: [], beside: { reason: 'possession_action' } },
      ]
    },
    ends: /Declined\. The nominating officer is told/,
  },
  ask_question: {
    who: LEAD,
    open: onCard(LEAD, 'awaiting_approval', 'ask_question'),
    good: () => ({ question: 'Is support in place?' }),
    ends: /question has gone/,
  },
  send_to_panel: {
    who: LEAD,
    open: onCard(LEAD, 'awaiting_approval', 'send_to_panel'),
    good: (world) => ({ panelDate: day(world, 3) }),
    wrong: (world): Wrong[] => [
      { field: 'panelDate', why: 'past', value: day(world, -1) },
      { field: 'panelDate', why: 'too far away', value: day(world, 21) },
    ],
    ends: /With your panel/,
  },
  withdraw_approval: whyCase(LEAD, 'approved', 'withdraw_approval', /approval is withdrawn/),
  release: {
    who: COORDINATOR,
    open: onCard(COORDINATOR, 'approved', 'release'),
    good: () => ({}),
    ends: /Released to \d+ partners/,
  },
  recall: whyCase(COORDINATOR, 'circulated', 'recall', /Recalled everywhere/),
  ask_for_change: {
    who: OFFICER,
    open: onCard(OFFICER, 'circulated', 'ask_for_change'),
    good: () => ({ wish: 'Please add one more area in the south.' }),
    ends: /asked for this change/,
  },
  change_request: {
    who: COORDINATOR,
    open: onCard(COORDINATOR, 'circulated', 'change_request'),
    good: () => ({
      ...THE_HOME,
      areasWanted: ['E09000004', 'E09000022', 'E09000024', 'E09000029', 'E09000027', 'E09000032'],
    }),
    wrong: (): Wrong[] => [...wrongOfTheHome, ...wrongAreas(ENFIELD)],
    ends: /Changed\. \d+ of \d+ partners/,
  },
  set_exclusion: {
    who: COORDINATOR,
    open: onCard(COORDINATOR, 'circulated', 'set_exclusion'),
    good: () => ({ kind: 'organisation', id: 'organisation:brent' }),
    wrong: (): Wrong[] => [
      { field: 'id', why: 'a person, where an organisation was said', value: `person:${LEAD}` },
      {
        field: 'id',
        why: 'a team, where a person was said',
        value: 'team:Housing options',
        beside: { kind: 'person' },
      },
      {
        field: 'id',
        why: 'an organisation, where a person was said',
        value: 'organisation:brent',
        beside: { kind: 'person' },
      },
    ],
    ends: /Excluded/,
  },
  name_officers: {
    who: COORDINATOR,
    open: onCard(COORDINATOR, 'circulated', 'name_officers'),
    good: () => ({ add: OTHER_OFFICER, agreed: ['yes'], end: [] }),
    wrong: (): Wrong[] => [
      { field: 'add', why: 'nobody', value: null, beside: { agreed: ['yes'] } },
      { field: 'agreed', why: 'without the applicant’s agreement', value: [] },
      { field: 'end', why: 'nobody would be left', value: [OFFICER], beside: { add: null } },
    ],
    ends: /now with Rosalind Achebe, Dominic Farrar/,
  },
  make_offer: {
    who: HOUSING_OFFICER,
    open: async (world) => {
      const staged = await requestAt(world, 'circulated', { ring: true })
      const reference = await referenceOf(staged)
      const notice = await world.until(() =>
        world.slack.store
          .messages(world.room(PARTNER))
          .find(({ text, blocks }) => JSON.stringify([text, blocks]).includes(reference)),
      )
      return { staged, view: await openForm(world, HOUSING_OFFICER, { on: notice, action: 'make_offer' }) }
    },
    good: () => HOME,
    wrong: (): Wrong[] => [
      { field: 'propertyNumber', why: 'an address', value: '12 Mare Street' },
      { field: 'propertyNumber', why: 'a national property number', value: '100021234567' },
      { field: 'rentPerWeek', why: 'the rent of a year', value: '12000' },
      { field: 'rentPerWeek', why: 'nothing', value: '0' },
    ],
    ends: /Received/,
  },
  check_area: {
    who: COORDINATOR,
    open: onCard(COORDINATOR, 'offered', 'check_area'),
    good: () => ({ suitable: 'yes', keepApartCleared: ['yes'], reason: null, note: null }),
    wrong: (): Wrong[] => [
      {
        field: 'reason',
        why: 'missing for a home that is not suitable',
        value: null,
        beside: { suitable: 'no' },
      },
      { ...noteMissing, beside: { suitable: 'no', reason: 'other' } },
    ],
    ends: /Area checked/,
  },
  choose_offer: {
    who: OFFICER,
    open: async (world) => {
      const staged = await requestAt(world, 'circulated')
      await staged.offer({ ...HOME, tenancyOffered: 'introductory' })
      await staged.take(COORDINATOR, 'check_area', { suitable: true })
      return opened(world, OFFICER, staged, 'choose_offer')
    },
    good: () => ({ lessSecureUnderstood: ['yes'] }),
    wrong: (): Wrong[] => [
      { field: 'lessSecureUnderstood', why: 'not ticked for a less secure tenancy', value: [] },
    ],
    ends: /Passed on/,
  },
  arrange_viewing: {
    who: OFFICER,
    open: onCard(OFFICER, 'passed_on', 'arrange_viewing'),
    good: (world) => ({ viewingAt: Math.floor(world.now().getTime() / 1_000) + 90_000 }),
    wrong: (world): Wrong[] => [
      { field: 'viewingAt', why: 'past', value: Math.floor(world.now().getTime() / 1_000) - 90_000 },
    ],
    ends: /Viewing on/,
  },
  refuse_offer: whyCase(OFFICER, 'passed_on', 'refuse_offer', /open to other offers again/),
  report_compromised: whyCase(OFFICER, 'passed_on', 'report_compromised', /nobody goes there/),
  withdraw_offer: whyCase(HOUSING_OFFICER, 'offered', 'withdraw_offer', /Withdrawn/, byReference),
  close_offer_cap: whyCase(COORDINATOR, 'passed_on', 'close_offer_cap', /no limit to the number of offers/),
  fall_through: whyCase(OFFICER, 'accepted', 'fall_through', /open to other offers again/),
  confirm_tenancy_start: {
    who: HOUSING_OFFICER,
    open: onCard(HOUSING_OFFICER, 'accepted', 'confirm_tenancy_start', byReference),
    good: (world) => ({ startedOn: dayOf(world.now()) }),
    wrong: (world): Wrong[] => [
      { field: 'startedOn', why: 'still to come', value: day(world, 1) },
      { field: 'startedOn', why: 'before the offer', value: day(world, -1) },
    ],
    ends: /Confirmed\. Thank you/,
  },
  reverse_move: whyCase(COORDINATOR, 'moved', 'reverse_move', /Taken back/),
  record_housing_moves: {
    who: OFFICER,
    open: onCard(OFFICER, 'passed_on', 'record_housing_moves'),
    good: (world) => ({ startedOn: day(world, -1), toLandlordId: 'brent', withdrawOffer: ['yes'] }),
    wrong: (world): Wrong[] => [
      { field: 'startedOn', why: 'still to come', value: day(world, 1) },
      { field: 'withdrawOffer', why: 'not ticked while an offer is considered', value: [] },
    ],
    ends: /Recorded: moved by/,
  },
  hold: {
    who: COORDINATOR,
    open: onCard(COORDINATOR, 'approved', 'hold'),
    good: (world) => ({ ...WHY, reviewOn: day(world, 7) }),
    wrong: (world): Wrong[] => [
      noteMissing,
      { field: 'reviewOn', why: 'past', value: day(world, -1) },
      { field: 'reviewOn', why: 'too far away', value: day(world, 60) },
    ],
    ends: /on hold/,
  },
  resume: {
    who: COORDINATOR,
    open: async (world) => {
      const staged = await requestAt(world, 'approved')
      await staged.take(COORDINATOR, 'hold', { reason: 'facts_missing', reviewOn: day(world, 7) })
      return opened(world, COORDINATOR, staged, 'resume')
    },
    good: () => ({ note: 'The facts are there.' }),
    ends: /off hold/,
  },
  ask_to_close: {
    who: OFFICER,
    open: onCard(OFFICER, 'submitted', 'ask_to_close'),
    good: () => ({ wish: 'They have found a home by another way.' }),
    ends: /asked to close/,
  },
  close: {
    who: COORDINATOR,
    open: async (world) => {
      const staged = await requestAt(world, 'awaiting_approval')
      await staged.take(LEAD, 'decline', { reason: 'not_our_tenant', identityConfirmed: true })
      return opened(world, COORDINATOR, staged, 'close')
    },
    good: () => ({ ...WHY, officerTold: ['yes'] }),
    wrong: (): Wrong[] => [
      noteMissing,
      { field: 'officerTold', why: 'not ticked after a decline', value: [] },
      { field: 'reason', why: 'one for the checks only', value: 'ineligible' },
      { field: 'reason', why: 'one with a step of its own', value: 'offer_cap_used' },
    ],
    ends: /is closed/,
  },
  reopen: {
    who: COORDINATOR,
    open: ended('reopen'),
    good: () => ({ ...WHY, into: 'submitted' }),
    wrong: (): Wrong[] => [
      noteMissing,
      { field: 'into', why: 'the partners, without an approval', value: 'circulated' },
    ],
    ends: /open again/,
  },
  open_incident: {
    who: COORDINATOR,
    open: onCard(COORDINATOR, 'submitted', 'open_incident'),
    good: () => ({ what: 'A card was open on a screen that others could read.' }),
    ends: /incident is open/,
  },
  decide_reporting: {
    who: COORDINATOR,
    open: async (world) => {
      const staged = await requestAt(world, 'submitted')
      await staged.take(COORDINATOR, 'open_incident', { what: 'A card was left open.' })
      return opened(world, COORDINATOR, staged, 'decide_reporting')
    },
    good: () => ({ reporting: 'no_report', why: 'Nobody who was there can know whose it is.' }),
    wrong: (): Wrong[] => [{ field: 'reporting', why: 'missing', value: null }],
    ends: /reminders have stopped/,
  },
  hold_erasure: {
    who: COORDINATOR,
    open: ended('hold_erasure'),
    good: (world) => ({ why: 'A complaint is under way.', reviewOn: day(world, 90) }),
    wrong: (world): Wrong[] => [
      { field: 'reviewOn', why: 'past', value: day(world, -1) },
      { field: 'reviewOn', why: 'too far away', value: day(world, 500) },
    ],
    ends: /before somebody ends this hold/,
  },
  erase: {
    who: COORDINATOR,
    open: ended('erase'),
    good: () => ({ understood: ['yes'] }),
    wrong: (): Wrong[] => [{ field: 'understood', why: 'not ticked', value: [] }],
    ends: /content is erased/,
  },
}

/** On the card of a request that a coordinator has closed. */
function ended(action: 'reopen' | 'hold_erasure' | 'erase'): FormCase['open'] {
  return async (world) => {
    const staged = await requestAt(world, 'submitted')
    await staged.take(COORDINATOR, 'close', { reason: 'contact_lost' })
    return opened(world, COORDINATOR, staged, action)
  }
}
