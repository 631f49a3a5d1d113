import type pg from 'pg'
import { cardWords } from '../end-to-end/hands-card.js'
import { type World, wordsOf } from '../end-to-end/world.js'

/** A notice as the database has it: what is wanted, and what became of its placement, if it has one. */
export interface NoticeRow {
  requestId: string
  requestState: string
  partnerId: string
  reference: string
  round: number
  live: boolean
  placementId: string | null
  platform: 'slack' | 'teams' | null
  state: string | null
  note: string | null
}

export async function noticesOf(owner: pg.Client, requestIds: readonly string[]): Promise<NoticeRow[]> {
  const { rows } = await owner.query<NoticeRow>(NOTICES, [requestIds])
  return rows
}

const NOTICES = `
  select n."requestId", r.state as "requestState", n."partnerId", n.reference, n.round, n.live,
    p.id as "placementId", p.platform, p.state, p.note
  from "Notice" n join "Request" r on r."schemeId" = n."schemeId" and r.id = n."requestId"
  left join "Placement" p on p."schemeId" = n."schemeId" and p."noticeId" = n.id
  where n."requestId" = any($1)`

/** A message in a room: everything it has said, its present words last. */
export interface PostedNotice {
  words: readonly string[]
  deleted: boolean
}

/** Whoever reads these words may still make an offer. */
export function isOpen(words: string | undefined): boolean {
  return words !== undefined && !words.includes('Not available')
}

const REFERENCE = /\bP-[2-9A-Z]{6}\b/

/** Everything that was ever posted into a partner's room, by the reference in it. */
export function everPosted({ directory, slack, teams }: World): Map<string, PostedNotice[]> {
  const rooms = directory.channels.filter(({ purpose }) => purpose === 'notices')
  const posted = rooms.flatMap(({ id, platform }) =>
    platform === 'slack'
      ? slack.store.messages(id, true).map((message) => notice(message, wordsOf))
      : teams.store.messages(id, true).map((message) => notice(message, ofTeams)),
  )
  const byReference = new Map<string, PostedNotice[]>()
  for (const one of posted) {
    const reference = REFERENCE.exec(one.words.join())?.[0] ?? ''
    byReference.set(reference, [...(byReference.get(reference) ?? []), one])
  }
  return byReference
}

type Shown = Parameters<typeof wordsOf>[0] & { attachments?: readonly { content?: unknown }[] }

function notice(
  message: Shown & { edits: readonly Shown[]; deletedAt: number | undefined },
  read: (shown: Shown) => string,
): PostedNotice {
  return { words: [...message.edits, message].map(read), deleted: message.deletedAt !== undefined }
}

function ofTeams({ attachments = [] }: Shown): string {
  return cardWords(attachments[0]?.content as Parameters<typeof cardWords>[0])
}
