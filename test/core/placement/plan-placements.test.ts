import { expect, it } from 'vitest'
import type { PlacementRecord } from '../../../src/core/placement/placement.js'
import { planPlacements } from '../../../src/core/placement/plan-placements.js'
import type { OutboxRow } from '../../../src/core/ports.js'
import { aCase, countedIds, NOW } from '../../support/facts.js'

const CHANGED: OutboxRow = {
  ...{ id: 'row', kind: 'request_changed', requestId: 'request', urgent: false },
  ...{ topic: null, to: null, offerId: null },
}
const MORNING = new Date(NOW.getTime() + 9 * 3_600_000).toISOString()

it('a message that waits for the morning goes on waiting, whatever changes meanwhile', () => {
  const waiting = {
    ...{ id: 'm', key: 'message:m:officer', screen: 'message', topic: 'put_on_hold', personId: 'officer' },
    conversation: { platform: 'slack', tenant: 'T', kind: 'person', id: 'U' },
    ...{
      requestId: 'request',
      noticeId: null,
      offerId: null,
      partnerId: null,
      message: null,
      withdraw: false,
    },
    ...{ face: 'told:', shownFace: null, wanted: 1, shown: 0, state: 'planned', dueAt: MORNING },
    ...{ attempts: 0, attemptedAt: null, note: null },
  } as PlacementRecord
  const planned = (placement: PlacementRecord) =>
    planPlacements(aCase({ state: 'on_hold', placements: [placement] }), CHANGED, countedIds(), NOW)
      .filter(({ key }) => key === waiting.key)
      .map(({ dueAt }) => dueAt)
  expect(planned(waiting)).toEqual([MORNING])
  const message = { conversation: waiting.conversation, roomId: 'D', messageId: '1' }
  expect(planned({ ...waiting, message, state: 'sent' })).toEqual([NOW.toISOString()])
})
