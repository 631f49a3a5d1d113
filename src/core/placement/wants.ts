import type { CaseFacts } from '../facts.js'
import { type AccountRecord, HAS_HOME } from '../people/account.js'
import type { OutboxRow } from '../ports.js'
import type { PersonRecord, RequestRecord } from '../request/records.js'
import { accountOf, isTheirs } from './account-of.js'
import type { PlacementRecord } from './placement.js'

/** What a placement is to become; everything else of its record follows. */
export type Want = Pick<PlacementRecord, 'key' | 'screen' | 'face' | 'conversation'> &
  Partial<PlacementRecord>
export type Case = CaseFacts & { request: RequestRecord }

/** The same placement, to disappear. */
export function withdrawn({
  key,
  screen,
  face,
  conversation,
  personId,
  topic,
  offerId,
  noticeId,
  partnerId,
}: PlacementRecord): Want {
  return { key, screen, face, conversation, personId, topic, offerId, noticeId, partnerId, withdraw: true }
}

/** Home of each of these accounts, where its platform has one. */
export function homesOf(
  row: OutboxRow,
  accounts: readonly Pick<AccountRecord, 'platform' | 'tenant' | 'userId' | 'personId'>[],
): Want[] {
  return accounts
    .filter(({ platform }) => HAS_HOME[platform])
    .map(({ platform, tenant, userId, personId }) => ({
      key: `home:${platform}:${tenant}:${userId}`,
      screen: 'home' as const,
      face: row.id,
      conversation: { platform, tenant, kind: 'home' as const, id: userId },
      personId,
      requestId: null,
    }))
}

/** All of these disappear, and whoever had one in a chat gets a new Home. */
export function takenAway(placements: readonly PlacementRecord[], row: OutboxRow): Want[] {
  const readers = placements.flatMap(({ conversation: { kind, platform, tenant, id }, personId }) =>
    personId !== null && kind === 'person' ? [{ platform, tenant, userId: id, personId }] : [],
  )
  return [...placements.map(withdrawn), ...homesOf(row, readers)]
}

/** Wants this in the person's own chat, where they have one. */
export function push(
  wants: Want[],
  facts: Case,
  person: PersonRecord,
  want: Omit<Want, 'conversation'>,
): void {
  const account = accountOf(facts, person)
  if (!account) return
  const { platform, tenant, userId } = account
  const placed = facts.placements.find(({ key }) => key === want.key)
  // What stands in an account that is no longer theirs goes away there first.
  if (placed?.message && !isTheirs(facts, person, placed.conversation)) {
    wants.push(withdrawn(placed))
    return
  }
  wants.push({ ...want, personId: person.id, conversation: { platform, tenant, kind: 'person', id: userId } })
}
