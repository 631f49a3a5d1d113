import type { FaultedCall as TeamsCall, Fault as TeamsFault } from '../../src/standins/botframework/index.js'
import type { FaultedCall as SlackCall, Fault as SlackFault } from '../../src/standins/slack/index.js'
import type { World } from '../end-to-end/world.js'
import type { DayPlan, PlannedFault } from './fault-plan.js'
import type { KnownPlacements } from './known-placements.js'
import type { Troubles } from './troubles.js'
import { Waits } from './waits.js'

/** Hands the faults of one day to the calls they are meant for, and tells of posts as the platforms meet them. */
export class Injection {
  readonly waits: Waits
  readonly #given = new Map<string, number>()
  readonly #posts = new Map<string, number>()
  readonly #waiting: { requestId: string; posts: number; go: () => void }[] = []
  readonly #partners: ReadonlyMap<string, string>
  readonly #chatPosts = { slack: 0, teams: 0 }
  #teamsPosts = 0
  #requestIds: readonly string[] = []

  constructor(
    readonly world: World,
    readonly plan: DayPlan,
    readonly known: KnownPlacements,
    readonly troubles: Troubles,
  ) {
    this.waits = new Waits(world)
    const rooms = world.directory.channels.filter(({ purpose }) => purpose === 'notices')
    this.#partners = new Map(rooms.map(({ id, organisation }) => [id, organisation]))
  }

  /** The requests in the order of the plan's circulations. */
  begin(requestIds: readonly string[]): void {
    this.#requestIds = requestIds
    const { slack, teams } = this.world
    slack.faults.each((call) => {
      const fault = this.#ofSlack(call)
      const doing = call.method === 'conversations.history' ? 'look' : 'send'
      if (fault?.kind === 'ratelimited') this.waits.note(call.teamId, doing, fault.retryAfter)
      return onSlack(fault)
    })
    teams.faults.each((call) => {
      const fault = this.#ofTeams(call)
      if (fault?.kind === 'ratelimited') this.waits.note(call.tenantId, 'send', fault.retryAfter)
      return onTeams(fault)
    })
  }

  end(): void {
    this.world.slack.faults.each(undefined)
    this.world.teams.faults.each(undefined)
  }

  /** Posts of notices of this request that the platforms have met. */
  posts(requestId: string): number {
    return this.#posts.get(requestId) ?? 0
  }

  /** Until the platforms have met so many. */
  afterPosts(requestId: string, posts: number): Promise<void> {
    return new Promise((go) => this.#waiting.push({ requestId, posts, go }))
  }

  #ofSlack({ method, args }: SlackCall): PlannedFault | undefined {
    const partner = this.#partners.get(String(args.channel))
    if (partner === undefined) return method === 'chat.postMessage' ? this.#ofChat('slack') : undefined
    switch (method) {
      case 'conversations.info':
        return this.#next(`check ${partner}`, this.plan.checks[partner])
      case 'conversations.history':
        return this.#next(`look ${partner}`, this.plan.looks[partner])
      case 'chat.postMessage':
        return this.#ofPost(partner, placementIn(args.metadata))
      case 'chat.update':
        return this.#ofEdit(partner, placementIn(args.metadata))
      default:
        return undefined
    }
  }

  #ofTeams({ operation, conversationId = '', activityId = '', body }: TeamsCall): PlannedFault | undefined {
    const partner = this.#partners.get(conversationId)
    if (partner === undefined) return operation === 'send' ? this.#ofChat('teams') : undefined
    switch (operation) {
      case 'pagedMembers':
        return this.#next(`check ${partner}`, this.plan.checks[partner])
      case 'send':
        this.#teamsPosts += 1
        if (this.#teamsPosts === this.plan.tokensEndAfter) this.world.teams.faults.revokeTokens()
        return this.#ofPost(partner, placementIn(body))
      case 'update':
        return this.#ofEdit(partner, placementIn(this.world.teams.store.message(conversationId, activityId)))
      default:
        return undefined
    }
  }

  #ofPost(partner: string, placementId: string | undefined): PlannedFault | undefined {
    const trouble = this.troubles.met(partner)
    const notice = this.known.notice(placementId)
    if (!notice) return undefined
    const { requestId, round } = notice
    this.#count(requestId)
    if (trouble?.unclear) return { kind: 'error500AfterAccept' }
    return this.#next(`post ${placementId}`, this.#circulation(requestId)?.posts[round - 1]?.[partner])
  }

  #ofEdit(partner: string, placementId: string | undefined): PlannedFault | undefined {
    const notice = this.known.notice(placementId)
    return notice && this.#next(`edit ${placementId}`, this.#circulation(notice.requestId)?.edits[partner])
  }

  #ofChat(platform: 'slack' | 'teams'): PlannedFault | undefined {
    return this.plan.chats[platform][this.#chatPosts[platform]++] ?? undefined
  }

  #circulation(requestId: string) {
    return this.plan.circulations[this.#requestIds.indexOf(requestId)]
  }

  /** Each call about the same thing takes the next fault, until none is left. */
  #next(about: string, faults: readonly PlannedFault[] | undefined): PlannedFault | undefined {
    const given = this.#given.get(about) ?? 0
    this.#given.set(about, given + 1)
    return faults?.[given]
  }

  #count(requestId: string): void {
    const posts = this.posts(requestId) + 1
    this.#posts.set(requestId, posts)
    for (const each of this.#waiting) if (each.requestId === requestId && each.posts === posts) each.go()
  }
}

/** A notice carries the id of its placement: in Slack among its metadata, in Teams in its buttons. */
function placementIn(part: unknown): string | undefined {
  const text = typeof part === 'string' ? part : JSON.stringify(part)
  return /placement(?:_id\\?":\\?"|=)([\w-]+)/.exec(text ?? '')?.[1]
}

function onSlack(fault: PlannedFault | undefined): SlackFault | undefined {
  switch (fault?.kind) {
    case 'unavailable':
      return { kind: 'apiError', error: 'fatal_error' }
    case 'refused':
      return { kind: 'apiError', error: 'service_unavailable' }
    default:
      return fault
  }
}

function onTeams(fault: PlannedFault | undefined): TeamsFault | undefined {
  switch (fault?.kind) {
    case 'unavailable':
      return { kind: 'status', status: 503 }
    case 'refused':
      return { kind: 'status', status: 412 }
    default:
      return fault
  }
}
