import type { OutboxRow } from '../ports.js'
import type { PersonRecord } from '../request/records.js'
import { actingOfficers, relationsOf } from '../request/relations.js'
import { NOT_TAKEN_UP, type State, WAITING_OFFER, WITH_LANDLORD } from '../request/states.js'
import { messageScreen } from '../screen/message-screen.js'
import { isTopic, MESSAGES, type Topic } from '../screen/message-words.js'
import { workingTime } from '../time/working-time.js'
import { peopleOf } from './audience-people.js'
import type { PlacementRecord } from './placement.js'
import { type Case, push, type Want, withdrawn } from './wants.js'

/** One thing told to some people; outside quiet hours unless it is urgent. */
export function messages(facts: Case, row: OutboxRow, now: Date): Want[] {
  if (!row.to || !row.topic) return []
  const dueAt = messageDue(facts, row, row.topic, now).toISOString()
  const wants: Want[] = []
  for (const person of peopleOf(facts, row.to, row.offerId, now))
    push(wants, facts, person, {
      key: `message:${row.id}:${person.id}`,
      screen: 'message',
      face: messageFace({ topic: row.topic, offerId: row.offerId }, facts, person, now),
      topic: row.topic,
      offerId: row.offerId,
      dueAt,
    })
  return wants
}

/** States in which nobody has to hear of the request. */
const OVER: readonly State[] = ['enquiry', 'moved', 'closed']
const ABOUT_NOBODY: readonly Topic[] = ['no_officer_left', 'no_lead_left']

/**
 * Coordinators hear when the last nominating officer, or the last lead who was asked, may not act any more: they have
 * left, lost the role or been excluded, and what waits for them waits for nobody. It disappears when somebody may act
 * again, and is told anew when that ends.
 */
export function nobodyLeft(facts: Case, row: OutboxRow, now: Date): Want[] {
  const { state } = facts.request
  const is: Partial<Record<Topic, boolean>> = {
    no_officer_left: !OVER.includes(state) && actingOfficers(facts).length === 0,
    no_lead_left: WITH_LANDLORD.includes(state) && peopleOf(facts, 'leads', null, now).length === 0,
  }
  return ABOUT_NOBODY.flatMap((topic) => {
    const told = facts.placements.filter((placement) => placement.topic === topic && !placement.withdraw)
    if (!is[topic]) return told.map(withdrawn)
    const wants: Want[] = []
    for (const person of peopleOf(facts, 'coordinators', null, now)) {
      const key = `${topic}:${facts.request.id}:${person.id}`
      const before = told.find((placement) => placement.key === key)
      const dueAt = before?.message === null ? before.dueAt : messageDue(facts, row, topic, now).toISOString()
      const face = messageFace({ topic, offerId: null }, facts, person, now)
      push(wants, facts, person, { key, screen: 'message', face, topic, dueAt })
    }
    return wants
  })
}

/** These follow from how things stand, and not from a step that told them once. */
function isAboutNobody({ topic }: PlacementRecord): boolean {
  return (ABOUT_NOBODY as readonly (string | null)[]).includes(topic)
}

/**
 * Messages told earlier lose the buttons that nobody can press any more; an officer's about a home that waits or was
 * not taken up with the batch, as its card does.
 */
export function spentMessages(facts: Case, told: readonly PlacementRecord[], now: Date): Want[] {
  const batch = workingTime(facts.scheme).nextDailyBatch(now, facts.scheme.rules.circulation.dailyBatchAt)
  return told.flatMap((placement) => {
    const reader = facts.people.find((p) => p.id === placement.personId)
    if (placement.screen !== 'message' || isAboutNobody(placement) || !reader) return []
    const { key, screen, conversation, personId, topic, offerId } = placement
    const offer = facts.offers.find(({ id }) => id === offerId)
    const own = offer ? relationsOf(facts, reader, offer, now) : []
    const inBatch =
      offer !== undefined &&
      own.includes('offerer') &&
      !own.includes('coordinator') &&
      (WAITING_OFFER.includes(offer.state) || NOT_TAKEN_UP.includes(offer.state))
    return [
      {
        key,
        screen,
        conversation,
        personId,
        topic,
        offerId,
        face: messageFace(placement, facts, reader, now),
        ...(inBatch && { dueAt: batch.toISOString() }),
        // One that has not been told yet waits as before, as for the end of the night.
        ...(placement.message === null && { dueAt: placement.dueAt }),
      },
    ]
  })
}

/** A message differs from itself only in its buttons. */
function messageFace(
  message: Pick<PlacementRecord, 'topic' | 'offerId'>,
  facts: Case,
  reader: PersonRecord,
  now: Date,
): string {
  const buttons = messageScreen(message, facts, reader, now)?.buttons ?? []
  return `told:${buttons.map((button) => `${button.action}${button.offerId ?? ''}`).join()}`
}

/** At once when urgent; with the daily batch where the moment itself would tell something; else outside quiet hours. */
function messageDue({ scheme }: Case, { urgent }: OutboxRow, topic: string | null, now: Date): Date {
  if (urgent) return now
  const time = workingTime(scheme)
  const inBatch = isTopic(topic ?? '') && MESSAGES[topic as Topic].inBatch
  return inBatch ? time.nextDailyBatch(now, scheme.rules.circulation.dailyBatchAt) : time.afterQuietHours(now)
}
