import type { State } from '../../src/core/request/states.js'
import type { OfferState, Role, Step } from './model-rules.js'

/** Somebody of the directory. */
export interface Who {
  id: string
  /** The one role that they hold; null for all that have no part in any request. */
  role: Role | null
  /** Their organisation. */
  at: string
}

/** One home that was offered. */
export interface ModelOffer {
  partner: string
  state: OfferState
  /** From when on it may lapse. */
  replyBy?: Date
  viewingAt?: Date
}

/** A step that was taken, by whom, for whom, and where it led. */
export interface Taken {
  step: Step
  by: string
  for: string | null
  to: State
}

/** The life of one request as the scheme tells it. Plain data; every change makes a new one. */
export interface Model {
  /** Partners that get its notice. */
  audience: readonly string[]
  /** Its nominating officer. */
  officer: string
  /** The landlord that is asked, and that owes a home when the applicant moves. */
  landlord: string
  /** Whether every answer of the form is there. */
  complete: boolean
  state: State
  /** Where a hold left off. */
  heldFrom: State | null
  /** Whether that landlord's leads were asked. */
  asked: boolean
  /** Whether the landlord's approval stands. */
  approval: boolean
  /** The landlord's decision of this asking. */
  decision: { step: 'approve' | 'decline'; by: string } | null
  /** Whether a coordinator ever released it. */
  released: boolean
  /** How often notices went out under new references. */
  round: number
  /** By property number. */
  offers: Readonly<Record<string, ModelOffer>>
  /** Where a move by the other pathway was recorded from. */
  undo: { state: State; heldFrom: State | null } | null
  /** A safety concern or changed risk that nobody has acknowledged. */
  worried: boolean
  /** What each landlord is owed by this request's moves. */
  balances: Readonly<Record<string, number>>
  taken: readonly Taken[]
}

/** Somebody tries to take a step. */
export interface Attempt {
  step: Step
  by: Who
  at: Date
  /** On whose instruction a coordinator records it. */
  onBehalf?: Who
  /** Property number of the offer at issue, or of the one that is made. */
  offer?: string
  /** What the coordinator found about the area. */
  suitable?: boolean
  /** When the viewing is, or by when the landlord wants an answer. */
  until?: Date
  /** Where a coordinator reopens into. */
  into?: 'submitted' | 'circulated'
  /** The right landlord. */
  landlord?: string
  /** Which notice was pressed: the how-manieth round. */
  round?: number
}

/** `done`; `refused`, with a sentence; `nothing`: "Nothing found for you". */
export type Answer = 'done' | 'refused' | 'nothing'

export function newModel(
  about: Pick<Model, 'audience' | 'officer' | 'landlord' | 'complete' | 'state'>,
): Model {
  return {
    ...about,
    heldFrom: null,
    asked: false,
    approval: false,
    decision: null,
    released: false,
    round: 0,
    offers: {},
    undo: null,
    worried: false,
    balances: {},
    taken: [],
  }
}
