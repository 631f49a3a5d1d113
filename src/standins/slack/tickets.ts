import { randomBytes } from 'node:crypto'
import { ApiError } from './errors.js'
import { LIMITS } from './limits.js'

const KEPT = 5_000

interface Trigger {
  teamId: string
  userId: string
  at: number
  used: boolean
}

/** Where a `response_url` leads back to. */
export interface ReplyTicket {
  teamId: string
  userId: string
  channelId: string
  /** The message that was acted on; undefined for a command. */
  ts: string | undefined
  ephemeral: boolean
  at: number
  uses: number
}

/** Trigger ids and response URLs: short-lived rights the app gets with what a person did. */
export class Tickets {
  readonly #triggers = new Map<string, Trigger>()
  readonly #replies = new Map<string, ReplyTicket>()
  #count = 0

  constructor(readonly clock: () => number) {}

  trigger(teamId: string, userId: string): string {
    this.#count += 1
    const id = `${this.#count}.${Math.floor(this.clock())}.${randomBytes(12).toString('hex')}`
    keep(this.#triggers, id, { teamId, userId, at: this.clock(), used: false })
    return id
  }

  /** Looks at a trigger id without using it up; refuses one that is unknown, another workspace's, late or used. */
  readTrigger(id: string, teamId: string): { userId: string; use: () => void } {
    const trigger = this.#triggers.get(id)
    if (!trigger || trigger.teamId !== teamId) throw new ApiError('invalid_trigger_id')
    if (trigger.used) throw new ApiError('exchanged_trigger_id')
    if (this.clock() - trigger.at > LIMITS.triggerMs) throw new ApiError('expired_trigger_id')
    return {
      userId: trigger.userId,
      use: () => {
        trigger.used = true
      },
    }
  }

  reply(origin: string, ticket: Omit<ReplyTicket, 'at' | 'uses'>): string {
    this.#count += 1
    const id = `${ticket.teamId}/${this.#count}/${randomBytes(12).toString('hex')}`
    keep(this.#replies, id, { ...ticket, at: this.clock(), uses: 0 })
    return `${origin}/actions/${id}`
  }

  /** The person whose press or command led to a response URL. */
  readerOf(id: string): string | undefined {
    return this.#replies.get(id)?.userId
  }

  /** Uses a response URL once; an error code when it cannot be used. */
  useReply(id: string): ReplyTicket | 'invalid_url' | 'expired_url' | 'used_url' {
    const ticket = this.#replies.get(id)
    if (!ticket) return 'invalid_url'
    if (this.clock() - ticket.at > LIMITS.responseUrlMs) return 'expired_url'
    if (ticket.uses >= LIMITS.responseUrlUses) return 'used_url'
    ticket.uses += 1
    return ticket
  }
}

function keep<T>(map: Map<string, T>, id: string, value: T): void {
  map.set(id, value)
  if (map.size <= KEPT) return
  const [oldest] = map.keys()
  if (oldest !== undefined) map.delete(oldest)
}
