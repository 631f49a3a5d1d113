import { seeded } from '../../src/standins/shared/seeded.js'

/** What goes wrong with one call, in words that both platforms have. */
export type PlannedFault =
  /** 429, nothing carried out. */
  | { kind: 'ratelimited'; retryAfter: number }
  /** Whether it was carried out, the program cannot know: it was after `AfterAccept`, and not in the others. */
  | { kind: 'error500AfterAccept' }
  | { kind: 'resetAfterAccept' }
  | { kind: 'error500BeforeAccept' }
  | { kind: 'resetBeforeAccept' }
  | { kind: 'unavailable' }
  /** Refused before it was taken. */
  | { kind: 'refused' }
  /** Carried out at once, answered 2 s later. */
  | { kind: 'slow'; ms: number }

export const SLACK_TROUBLES = ['archived', 'bot_removed', 'token_revoked'] as const
export const TEAMS_TROUBLES = ['bot_removed', 'bot_removed_openly', 'app_blocked'] as const
type TroubleKind = (typeof SLACK_TROUBLES)[number] | (typeof TEAMS_TROUBLES)[number]

export interface Partner {
  id: string
  platform: 'slack' | 'teams'
}

/** A partner's room that nothing can be sent to, from one of the day's posts into it on. */
export interface Trouble {
  partner: Partner
  kind: TroubleKind
  /** 0: before anything is released. */
  fromPost: number
  /** The post that meets it first is answered with 500. */
  unclear: boolean
  /** Somebody mends it before the day's last edits; otherwise it is mended after them. */
  mended: boolean
}

export const STEPS = ['nothing', 'recall', 'change_request', 'close'] as const

export interface CirculationPlan {
  /** What is done to the request meanwhile. */
  step: (typeof STEPS)[number]
  /** Once the platforms have met so many posts of this circulation; null: when everything is at rest. */
  afterPosts: number | null
  /** Of posts in each round of notices, and of edits. */
  posts: readonly FaultsByPartner[]
  edits: FaultsByPartner
}

/** Each call about the same thing meets the next, until none is left. */
type FaultsByPartner = Readonly<Record<string, readonly PlannedFault[]>>

/** A few circulations of one day, under way at the same time. */
export interface DayPlan {
  seed: number
  circulations: readonly CirculationPlan[]
  troubles: readonly Trouble[]
  /** Of the calls that ask whether a room is private, and of those that look for a message in it. */
  checks: FaultsByPartner
  looks: FaultsByPartner
  /** Of the posts into private chats on either platform, in the order in which they arrive. */
  chats: Readonly<Record<Partner['platform'], readonly (PlannedFault | null)[]>>
  /** Every token of the connector is refused once it has met so many posts; null: never. */
  tokensEndAfter: number | null
}

export interface DayOptions {
  partners: readonly Partner[]
  circulations: number
}

const FAULTY_POSTS_A_CIRCULATION = 3
const CHAT_POSTS = 40
const TROUBLES_A_DAY = 3

/** Everything that goes wrong on one day. The same seed gives the same. */
export function planDay(seed: number, { partners, circulations }: DayOptions): DayPlan {
  const dice = new Dice(seed)
  const each = (of: () => readonly PlannedFault[]) => faulty(partners, of)
  const planned = Array.from({ length: circulations }, (_, index) =>
    planCirculation(dice, seed * circulations + index, partners),
  )
  return {
    seed,
    circulations: withOneSlow(dice, planned, partners),
    troubles: planTroubles(dice, partners, circulations),
    checks: each(() => (dice.chance(0.05) ? [dice.among(UNANSWERED)] : [])),
    looks: each(() => (dice.chance(0.2) ? [dice.among(UNANSWERED)] : [])),
    chats: { slack: planChat(dice), teams: planChat(dice) },
    tokensEndAfter: dice.chance(0.5) ? dice.below(partners.length) : null,
  }
}

/** Steps take turns, two of three while notices go out, so that a few days have them all. */
function planCirculation(dice: Dice, number: number, partners: readonly Partner[]): CirculationPlan {
  const share = FAULTY_POSTS_A_CIRCULATION / partners.length
  const round = () => faulty(partners, () => (dice.chance(share) ? postFaults(dice) : []))
  return {
    step: STEPS[number % STEPS.length] ?? 'nothing',
    afterPosts: number % 3 > 0 ? 1 + dice.below(Math.ceil(partners.length / 2)) : null,
    posts: [round(), round()],
    edits: faulty(partners, () => (dice.chance(share) ? [dice.among(UNANSWERED)] : [])),
  }
}

/** In one of those whose step meets notices on their way; a few more would make the run slow as well. */
function withOneSlow(
  dice: Dice,
  planned: readonly CirculationPlan[],
  partners: readonly Partner[],
): CirculationPlan[] {
  const slow = dice.among(planned.filter(({ step, afterPosts }) => step !== 'nothing' && afterPosts !== null))
  const platform = dice.seed % 2 === 0 ? 'teams' : 'slack'
  const { id } = dice.among(partners.filter((partner) => partner.platform === platform))
  return planned.map((one) => {
    const [first = {}, ...later] = one.posts
    return one === slow ? { ...one, posts: [{ ...first, [id]: [SLOW] }, ...later] } : one
  })
}

function faulty(partners: readonly Partner[], of: () => readonly PlannedFault[]): FaultsByPartner {
  return Object.fromEntries(partners.map(({ id }) => [id, of()]))
}

const SLOW: PlannedFault = { kind: 'slow', ms: 2_000 }

/** Whether it was done, nobody knows, and doing it again does no harm. */
const UNANSWERED: readonly PlannedFault[] = [
  { kind: 'error500AfterAccept' },
  { kind: 'resetAfterAccept' },
  { kind: 'error500BeforeAccept' },
  { kind: 'resetBeforeAccept' },
  { kind: 'unavailable' },
  { kind: 'refused' },
  { kind: 'ratelimited', retryAfter: 20 },
]

function postFaults(dice: Dice): readonly PlannedFault[] {
  const storm = Array.from(
    { length: 2 + dice.below(3) },
    (): PlannedFault => ({ kind: 'ratelimited', retryAfter: 2 + dice.below(75) }),
  )
  const lost = dice.among<PlannedFault>([
    { kind: 'error500AfterAccept' },
    { kind: 'resetAfterAccept' },
    { kind: 'error500AfterAccept' },
    { kind: 'resetAfterAccept' },
    { kind: 'error500BeforeAccept' },
    { kind: 'resetBeforeAccept' },
    { kind: 'unavailable' },
  ])
  return dice.among([storm, [lost], [lost], [...storm, lost], [{ kind: 'refused' }, lost]])
}

function planChat(dice: Dice): (PlannedFault | null)[] {
  return Array.from({ length: CHAT_POSTS }, () => (dice.chance(0.1) ? dice.among(UNANSWERED) : null))
}

/** Kinds take turns from day to day, so that a few days have them all. */
function planTroubles(dice: Dice, partners: readonly Partner[], circulations: number): Trouble[] {
  const kinds = [
    ...SLACK_TROUBLES.map((kind) => ({ platform: 'slack' as const, kind })),
    ...TEAMS_TROUBLES.map((kind) => ({ platform: 'teams' as const, kind })),
  ]
  const left = [...partners]
  return Array.from({ length: TROUBLES_A_DAY }, (_, index) => {
    const { platform, kind } = kinds[
      (dice.seed * TROUBLES_A_DAY + index) % kinds.length
    ] as (typeof kinds)[number]
    const partner = dice.among(left.filter((each) => each.platform === platform))
    left.splice(left.indexOf(partner), 1)
    const fromPost = dice.chance(0.5) ? dice.below(2) : 2 + dice.below(circulations - 1)
    return { partner, kind, fromPost, unclear: dice.chance(0.4), mended: dice.chance(0.5) }
  })
}

class Dice {
  readonly #draw: () => number

  constructor(readonly seed: number) {
    this.#draw = seeded(seed)
  }

  chance(share: number): boolean {
    return this.#draw() < share
  }

  /** From 0 to one less than the number. */
  below(most: number): number {
    return Math.floor(this.#draw() * most)
  }

  among<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)]
    if (found === undefined) throw new Error('nothing to choose from')
    return found
  }
}
