import type { CoordinatorReads } from './coordinator-reads.js'
import { isOpen, type NoticeRow, type PostedNotice } from './notices.js'

/** What is known of one notice at a moment at which nothing is under way. */
export interface Looked {
  notice: NoticeRow
  /** All that was ever posted under its reference. */
  posted: readonly PostedNotice[]
  coordinator: CoordinatorReads
  partnerName: string
  /** What an open notice of this round says. */
  words: RegExp
  /** Nothing can be sent to the room at present. */
  roomInTrouble: boolean
  /** When it was ended, in milliseconds, and whether partners may read that only with the next batch. */
  endedAt: number
  endsInBatch: boolean
}

/**
 * It was posted at most once. Live, it stands there once, with the right words; or the coordinator has been told, and
 * reads which partner does not have it, or perhaps not. Ended, it is not open any more; or the coordinator was told
 * since, and reads where it may be. A partner that never had it reads nothing of its end. A sentence for each that is
 * not so.
 */
export function losses(looked: Looked): string[] {
  const { notice, posted } = looked
  const { requestId, round, partnerId, platform, state, note, live, requestState } = notice
  const wrong = [
    ...(posted.length > 1 ? [`was posted ${posted.length} times`] : []),
    ...(live && requestState === 'circulated' ? lostLive(looked) : lostEnded(looked)),
  ]
  const about = `${partnerId}, request ${requestId}, round ${round} (${platform} ${state}, ${note})`
  return wrong.map((words) => `${about}: ${words}`)
}

function lostLive({ notice, posted, coordinator, partnerName, words, roomInTrouble }: Looked): string[] {
  const standing = posted.filter(({ deleted }) => !deleted).map((one) => one.words.at(-1) ?? '')
  const told = coordinator.toldAt.length > 0 ? [] : ['nobody was told']
  switch (notice.state) {
    case 'sent':
      if (standing.length !== 1) return [`stands there ${standing.length} times`]
      return standing.every((said) => isOpen(said) && words.test(said)) ? [] : ['says something else']
    case null:
      return coordinator.notReached.has(partnerName)
        ? []
        : ['has no message, and the coordinator cannot know']
    case 'unreachable':
      return coordinator.notReached.has(partnerName) ? told : ['did not arrive: the coordinator cannot know']
    case 'ambiguous':
      if (notice.platform === 'slack' && !roomInTrouble) return ['was never found out about']
      return coordinator.notSure.has(partnerName)
        ? told
        : ['may not have arrived: the coordinator cannot know']
    default:
      return ['is left over']
  }
}

function lostEnded(looked: Looked): string[] {
  const { notice, posted, coordinator, partnerName, endedAt, endsInBatch } = looked
  if (posted.some(({ words }) => !words.some(isOpen))) return ['was posted only when it had ended']
  const open = posted.some(({ words, deleted }) => !deleted && isOpen(words.at(-1)))
  if (!open || endsInBatch) return []
  if (!coordinator.mayStillStand.has(partnerName))
    return ['still stands open: the coordinator cannot know where']
  const toldSince = notice.state === 'ambiguous' || coordinator.toldAt.some((at) => at >= endedAt)
  return toldSince ? [] : ['still stands open: nobody was told since']
}
