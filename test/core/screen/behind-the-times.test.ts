import { describe, expect, it } from 'vitest'
import type { CaseFacts, OpenCase } from '../../../src/core/facts.js'
import { perform } from '../../../src/core/perform.js'
import type { PlacementRecord } from '../../../src/core/placement/placement.js'
import type { OfferState } from '../../../src/core/request/states.js'
import { prepareForm } from '../../../src/core/screen/index.js'
import { openDetails } from '../../../src/core/screen/open-details.js'
import { showStatus } from '../../../src/core/screen/show-status.js'
import { aCase, aNotice, anApproval, anOffer, NOW, PEOPLE } from '../../support/facts.js'
import { oneCasePorts } from '../../support/one-case-ports.js'

/** NOW is a Tuesday at ten; the day's batch is to come. */
const MINUTE_AGO = new Date(NOW.getTime() - 60_000).toISOString()
const YESTERDAY = new Date(NOW.getTime() - 24 * 3_600_000).toISOString()
const ACTOR = { personId: 'housing-officer' }
const REPLY_BY = new Date(NOW.getTime() + 3_600_000).toISOString()

/** An offer that the applicant has just refused, or refused the day before, as its own officer comes upon it. */
function refused(endedFrom: OfferState, endedAt = MINUTE_AGO): OpenCase {
  const offer = anOffer('refused', { endedAt, endedFrom, replyBy: REPLY_BY, viewingAt: REPLY_BY })
  return aCase({
    state: 'circulated',
    actor: PEOPLE.housingOfficer,
    offers: [offer],
    notices: [aNotice('camden-homes')],
  })
}

function live(state: OfferState): OpenCase {
  const offer = anOffer(state, { replyBy: REPLY_BY, viewingAt: REPLY_BY })
  const at = state === 'accepted' ? 'accepted' : 'under_offer'
  return aCase({
    state: at,
    actor: PEOPLE.housingOfficer,
    offers: [offer],
    notices: [aNotice('camden-homes')],
  })
}

const ask = { schemeId: 'london', actor: ACTOR, target: { requestId: 'request' }, offerId: 'offer' } as const
const said = async (facts: CaseFacts, action: 'withdraw_offer' | 'arrange_viewing') => {
  const kept = oneCasePorts(facts)
  const input = action === 'withdraw_offer' ? { reason: 'let_elsewhere' } : { viewingAt: REPLY_BY }
  const outcome = await perform(kept.ports, { ...ask, action, key: 'key', input })
  return { outcome, changes: kept.changes.length }
}

describe('until the batch, an officer whose home was not taken up', () => {
  it.each(['passed_on', 'viewing_arranged', 'viewed', 'accepted'] as const)(
    'reads %s exactly as while it was so',
    async (state) => {
      const shown = async (facts: CaseFacts) => showStatus(oneCasePorts(facts).ports, ask)
      const screens = [await shown(refused(state)), await shown(live(state))]
      expect(screens[0]).toEqual(screens[1])
      expect(screens[0]).toMatchObject({ kind: 'screen', screen: { screen: 'offer_card' } })
    },
  )

  it('opens the same form and gets the same answer as while it lived, and nothing changes', async () => {
    for (const action of ['withdraw_offer', 'arrange_viewing'] as const) {
      const ready = await prepareForm(oneCasePorts(refused('passed_on')).ports, { ...ask, action })
      expect(ready.kind).toBe('ready')
      const before = await said(live('passed_on'), action)
      const after = await said(refused('passed_on'), action)
      expect(after).toEqual({ outcome: before.outcome, changes: 0 })
      expect(before.changes).toBe(1)
    }
  })

  it('reads afterwards that the step is no longer open', async () => {
    expect(await said(refused('passed_on', YESTERDAY), 'withdraw_offer')).toMatchObject({
      outcome: { kind: 'late' },
      changes: 0,
    })
  })

  it('is believed that the tenancy has started: that is looked at, not answered', async () => {
    const kept = oneCasePorts(refused('accepted'))
    const command = { ...ask, action: 'confirm_tenancy_start' as const, key: 'key', input: {} }
    expect(await perform(kept.ports, command)).toMatchObject({ kind: 'late' })
  })
})

describe('a notice that still reads open', () => {
  const placement = (more: Partial<PlacementRecord> = {}) =>
    ({
      screen: 'notice',
      noticeId: 'notice-of-camden-homes',
      shownFace: 'open',
      withdraw: false,
      ...more,
    }) as PlacementRecord
  const pressed = (more?: Partial<PlacementRecord>) =>
    aCase({
      state: 'under_offer',
      actor: PEOPLE.housingOfficer,
      notices: [aNotice('camden-homes')],
      placement: placement(more),
    })

  it('opens its details and its form although somebody has chosen an offer since', async () => {
    expect(await openDetails(oneCasePorts(pressed()).ports, ask)).toMatchObject({ kind: 'screen' })
    const form = await prepareForm(oneCasePorts(pressed()).ports, { ...ask, action: 'make_offer' })
    expect(form.kind).toBe('ready')
  })

  it.each([
    ['says that it is not available', { shownFace: 'not_available' }],
    ['was recalled', { withdraw: true }],
  ])('but not once it %s', async (_what, more) => {
    expect(await openDetails(oneCasePorts(pressed(more)).ports, ask)).toMatchObject({ kind: 'late' })
    const form = await prepareForm(oneCasePorts(pressed(more)).ports, { ...ask, action: 'make_offer' })
    expect(form.kind).toBe('late')
  })
})

describe('a lead who has approved', () => {
  it.each(['approved', 'circulated', 'under_offer', 'accepted', 'moved', 'closed'] as const)(
    'opens the form to withdraw the approval while the request is %s: whether it opens tells nothing',
    async (state) => {
      const approvals = [
        anApproval('lead', { decision: 'approved', decidedAt: YESTERDAY, decidedBy: 'lead' }),
      ]
      const facts = aCase({ state, actor: PEOPLE.lead, approvals })
      const action = 'withdraw_approval' as const
      const form = await prepareForm(oneCasePorts(facts).ports, {
        ...ask,
        actor: { personId: 'lead' },
        action,
      })
      expect(form.kind).toBe('ready')
    },
  )
})

describe('by the reference of a notice (D8)', () => {
  const asked = (reference: string) => {
    const facts = aCase({
      state: 'circulated',
      actor: PEOPLE.housingOfficer,
      notices: [aNotice('camden-homes', { reference: 'P-BBB' })],
      offers: [anOffer('made', { reference: 'P-AAA' })],
    })
    return showStatus(oneCasePorts(facts).ports, { ...ask, target: { code: reference } })
  }

  it('no offer is shown that answers another one: the two would be joined', async () => {
    expect(await asked('P-BBB')).toMatchObject({ kind: 'nothing_found' })
    expect(await asked('P-AAA')).toMatchObject({ screen: { screen: 'offer_card' } })
  })
})
