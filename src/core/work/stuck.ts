import { isParked, type PlacementRecord, shouldBeGone } from '../placement/placement.js'
import type { Stuck } from '../ports.js'

/** Why something goes no further by itself, what is about safety first. */
export const STUCK_WHYS = [
  /** It was to disappear, and may still stand there: a safety task. */
  'should_be_gone',
  /** Whether it arrived only a person can find out. */
  'uncertain',
  /** Nothing will arrive there until somebody mends it. */
  'unreachable',
  /** A step of the program failed again and again. */
  'failing',
] as const
export type StuckWhy = (typeof STUCK_WHYS)[number]

/** One thing that waits for a person. Ids and codes only. */
export interface StuckThing {
  kind: 'outbox' | 'follow_up' | 'placement'
  id: string
  requestId: string | null
  why: StuckWhy
  /** Topic, kind of follow-up or kind of screen. */
  what: string
  /** Code of the last failure. */
  note: string | null
  partnerId: string | null
  personId: string | null
}

/** What a coordinator or operator does about it. */
export const WHAT_TO_DO: Record<StuckWhy, string> = {
  failing: 'Try again. If it comes back, whoever runs the program finds the error in its log.',
  unreachable:
    'Ask them to let the app into their channel or chat again, then try again; meanwhile phone them.',
  uncertain: 'Ask them whether they have it. If not, send it again.',
  should_be_gone: 'Ask everybody who might read it whether it is gone, and have it removed if not.',
}

/** Everything that waits for a person. */
export function stuckThings({ outbox, followUps, placements }: Stuck): StuckThing[] {
  const nobody = { partnerId: null, personId: null }
  return [
    ...placements.flatMap(stuckPlacement),
    ...outbox.map(({ id, requestId, topic, note }) => ({
      ...{ kind: 'outbox' as const, id, requestId, why: 'failing' as const, note, ...nobody },
      what: topic ?? 'screens',
    })),
    ...followUps.map(({ id, requestId, kind: what, note }) => ({
      ...{ kind: 'follow_up' as const, id, requestId, why: 'failing' as const, note, ...nobody },
      what,
    })),
  ]
}

/** Null for a message that goes on by itself, or is where it belongs. */
export function whyStuck(placement: PlacementRecord): StuckWhy | null {
  if (isParked(placement)) return shouldBeGone(placement) ? 'should_be_gone' : 'uncertain'
  return placement.state === 'unreachable' ? 'unreachable' : null
}

function stuckPlacement(placement: PlacementRecord): StuckThing[] {
  const { id, requestId, screen, topic, note, partnerId, personId } = placement
  const why = whyStuck(placement)
  return why
    ? [{ kind: 'placement', id, requestId, why, what: topic ?? screen, note, partnerId, personId }]
    : []
}
