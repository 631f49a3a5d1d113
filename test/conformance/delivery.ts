import { expect, test } from 'vitest'
import type { DeliveryPorts } from '../../src/core/placement/deliver-placements.js'
import type { PlacementRecord } from '../../src/core/placement/placement.js'
import type { MessageScreen } from '../../src/core/placement/screens.js'
import { type Handle, newestWith, pressNewest, seen } from '../end-to-end/hands.js'
import { quiet } from '../end-to-end/hands-quiet.js'
import {
  COORDINATOR,
  COVER,
  HOUSING_OFFICER,
  LEAD,
  OFFICER,
  PARTNER,
  requestAt,
  SECOND_LEAD,
  type Stage,
  type Staged,
} from '../end-to-end/stage.js'
import { SCHEME } from '../end-to-end/world.js'
import type { Venue } from './venues.js'

const MINUTE_S = 60

/** What the program puts on people's screens, and what it does when the platform does not take it. */
export function delivery(venueOf: () => Venue): void {
  const hands = (personId: string) => venueOf().hands(personId)
  const at = (stage: Stage) => requestAt(venueOf().world, stage, { ring: true })
  const later = async (seconds: number) => {
    const { world } = venueOf()
    await quiet(world)
    await world.moveTo(new Date(world.now().getTime() + seconds * 1_000))
    await quiet(world)
  }
  const placed = async (request: Staged, wanted: Partial<PlacementRecord>): Promise<PlacementRecord> => {
    await quiet(venueOf().world)
    const store = venueOf().world.app.opened.store.forScheme(SCHEME)
    const found = (await store.listPlacements({ requestId: request.id })).filter((placement) =>
      Object.entries(wanted).every(([name, value]) => placement[name as keyof PlacementRecord] === value),
    )
    expect(found, JSON.stringify(wanted)).toHaveLength(1)
    return found[0] as PlacementRecord
  }
  const cardsOf = async (request: Staged, personId: string): Promise<Handle[]> => {
    const code = await request.code()
    return hands(personId)
      .chat()
      .filter(({ words }) => words.includes(code))
  }
  const approvalOf = (request: Staged) => placed(request, { screen: 'approval_card', personId: LEAD })

  test('what is planned is posted once, to the person whom it is for, and is known to stand there', async () => {
    const request = await at('awaiting_approval')
    const card = await hands(LEAD).find(new RegExp(await request.code()))
    const placement = await approvalOf(request)
    expect(placement).toMatchObject({
      state: 'sent',
      conversation: { platform: venueOf().platform, kind: 'person' },
      message: { messageId: card.id },
    })
    expect(placement.shown).toBe(placement.wanted)
    expect(await cardsOf(request, LEAD)).toHaveLength(1)
  })

  test('what has changed is edited in place: the same message, and no other', async () => {
    const request = await at('awaiting_approval')
    const card = await hands(LEAD).find(new RegExp(await request.code()))
    await request.take(SECOND_LEAD, 'approve', { identityConfirmed: true })
    const decided = await seen(
      () =>
        hands(LEAD)
          .chat()
          .find(({ id, words }) => id === card.id && words.includes('Approved by Joanna Lomax')),
      () => 'the decision',
    )
    expect(decided.whole).not.toContain('Domestic abuse')
    expect(await cardsOf(request, LEAD)).toHaveLength(1)
    const placement = await approvalOf(request)
    expect(placement).toMatchObject({ state: 'sent', message: { messageId: card.id } })
    expect([placement.shown, placement.shown > 1]).toEqual([placement.wanted, true])
  })

  test('what its reader may not read any more disappears from the conversation', async () => {
    const request = await at('awaiting_approval')
    const card = await hands(COVER).find(new RegExp(await request.code()))
    await request.take(COORDINATOR, 'set_exclusion', { kind: 'person', id: COVER })
    await seen(
      () =>
        hands(COVER)
          .chat()
          .every(({ id }) => id !== card.id),
      () => 'the card go',
    )
    expect(await placed(request, { screen: 'coordinator_card', personId: COVER })).toMatchObject({
      state: 'withdrawn',
      message: null,
    })
    expect(hands(COVER).screen()).not.toContain(await request.code())
  })

  test('a direct message reaches those whom it is for, each once, and nobody else', async () => {
    const request = await at('circulated')
    await quiet(venueOf().world)
    const before = new Map([LEAD, HOUSING_OFFICER].map((id) => [id, hands(id).screen()]))
    await request.take(OFFICER, 'raise_safety_concern')
    for (const personId of [COORDINATOR, COVER]) {
      const told = await placed(request, { screen: 'message', topic: 'safety_concern', personId })
      expect(told).toMatchObject({ state: 'sent', conversation: { kind: 'person' } })
      expect(
        hands(personId)
          .chat()
          .filter(({ id }) => id === told.message?.messageId),
      ).toHaveLength(1)
    }
    for (const [id, screen] of before) expect(hands(id).screen(), id).toBe(screen)
  })

  test('nothing but notices is ever put into a shared channel', async () => {
    const request = await at('circulated')
    const notice = await placed(request, { screen: 'notice', partnerId: PARTNER })
    const stands = () =>
      venueOf()
        .room(PARTNER)
        .filter(({ id }) => id === notice.message?.messageId)
    expect(stands().map(({ words }) => /P-[0-9A-Z]{6}/.test(words))).toEqual([true])
    const { world, room } = venueOf()
    const before = room(PARTNER).length
    const { chat } = world.app.ports as DeliveryPorts
    const mark = { placementId: world.app.ports.ids.random(), revision: 1 }
    await expect(chat(SCHEME).post(notice.conversation, LETTER, mark)).rejects.toMatchObject({
      code: 'unreachable',
      detail: 'only_notices_in_rooms',
    })
    expect(room(PARTNER)).toHaveLength(before)
    const all = await world.app.opened.store.forScheme(SCHEME).listPlacements({})
    const shared = all.filter(({ conversation }) => conversation.kind === 'room')
    expect(new Set(shared.map(({ screen }) => screen))).toEqual(new Set(['notice']))
  })

  test('a recalled notice reads "Not available" at once, in the same message', async () => {
    const request = await at('circulated')
    const { message } = await placed(request, { screen: 'notice', partnerId: PARTNER })
    await request.take(COORDINATOR, 'recall', { reason: 'wrong_facts' })
    await seen(
      () =>
        venueOf()
          .room(PARTNER)
          .find(({ id, words }) => id === message?.messageId && /Not available/.test(words)),
      () => '"Not available"',
    )
  })

  test('a platform that asks to wait is asked again when it said, and not before', async () => {
    venueOf().refuseNext({ person: LEAD }, 10 * MINUTE_S)
    const from = venueOf().world.now().getTime()
    const request = await at('awaiting_approval')
    const refused = await approvalOf(request)
    expect(refused).toMatchObject({ state: 'retryable', message: null })
    expect(new Date(refused.dueAt).getTime()).toBeGreaterThanOrEqual(from + 10 * MINUTE_S * 1_000)
    await later(5 * MINUTE_S)
    expect(await cardsOf(request, LEAD)).toEqual([])
    expect(await approvalOf(request)).toMatchObject({ state: 'retryable', attempts: refused.attempts })
    await later(6 * MINUTE_S)
    expect(await cardsOf(request, LEAD)).toHaveLength(1)
    expect(await approvalOf(request)).toMatchObject({ state: 'sent' })
  })

  test('a message of which nobody knows whether it arrived is never posted twice, and is found or healed by a press', async () => {
    const { canLook } = venueOf()
    venueOf().loseNextAnswer({ person: LEAD })
    const request = await at('awaiting_approval')
    expect(await approvalOf(request)).toMatchObject({ state: 'ambiguous', message: null })
    for (let looks = 0; looks < 4; looks++) await later(MINUTE_S + 1)
    const [card, ...others] = await cardsOf(request, LEAD)
    expect(others).toEqual([])
    expect((await approvalOf(request)).state).toBe(canLook ? 'sent' : 'ambiguous')
    if (card) await hands(LEAD).press(card, 'approve')
    await hands(LEAD).close()
    expect(await approvalOf(request)).toMatchObject({ state: 'sent', message: { messageId: card?.id } })
    await request.take(SECOND_LEAD, 'approve', { identityConfirmed: true })
    await seen(
      () =>
        hands(LEAD)
          .chat()
          .find(({ id, words }) => id === card?.id && words.includes('Approved by')),
      () => 'the decision in the same message',
    )
    expect(await cardsOf(request, LEAD)).toHaveLength(1)
  })

  test('one that never arrived is posted once: after two looks, or where nobody can look when a coordinator says so', async () => {
    const { canLook } = venueOf()
    venueOf().loseNext({ person: LEAD })
    const request = await at('awaiting_approval')
    expect(await approvalOf(request)).toMatchObject({ state: 'ambiguous', message: null })
    for (let looks = 0; looks < 4; looks++) await later(MINUTE_S + 1)
    if (!canLook) {
      expect(await cardsOf(request, LEAD)).toEqual([])
      const coordinator = hands(COORDINATOR)
      const status = await coordinator.type(`status ${await request.code()}`)
      expect(status).toContain('Leila Underhill')
      await pressNewest(coordinator, 'send_again')
    }
    expect(await approvalOf(request)).toMatchObject({ state: 'sent' })
    expect(await cardsOf(request, LEAD)).toHaveLength(1)
  })

  test('a channel that is gone is not tried again, the coordinator reads which, and the other partners have theirs', async () => {
    venueOf().closeRoom('lambeth')
    const request = await at('circulated')
    const gone = await placed(request, { screen: 'notice', partnerId: 'lambeth' })
    expect(gone).toMatchObject({ state: 'unreachable', message: null })
    expect(await placed(request, { screen: 'notice', partnerId: PARTNER })).toMatchObject({ state: 'sent' })
    const card = await newestWith(hands(COORDINATOR), 'recall')
    expect(card.words).toContain(await request.code())
    await later(24 * 60 * MINUTE_S)
    const after = await placed(request, { screen: 'notice', partnerId: 'lambeth' })
    expect(after).toMatchObject({ state: 'unreachable', attempts: gone.attempts })
    const status = await hands(COORDINATOR).type(`status ${await request.code()}`)
    expect(status).toMatch(/Not reached[\s\S]*Lambeth/)
  })
}

const LETTER: MessageScreen = {
  screen: 'message',
  topic: 'approval_chaser',
  tone: 'plain',
  title: 'A reminder',
  words: 'Something waits for you.',
  code: null,
  buttons: [],
}
