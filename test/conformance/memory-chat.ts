import type { Sender } from '../../src/bots/delivery/create-chat.js'
import { SchemeRules } from '../../src/bots/scheme-rules.js'
import type { CaseRef } from '../../src/bots/views/button-value.js'
import { viewOf } from '../../src/bots/views/index.js'
import type { View } from '../../src/bots/views/view.js'
import { viewWords } from '../../src/bots/views/view-words.js'
import type { Conversation, MessageRef } from '../../src/core/people/account.js'
import { ChatError } from '../../src/core/placement/chat-error.js'
import type { Clock, Store } from '../../src/core/ports.js'

/** Something that stands in a conversation, or on somebody's Home. */
export interface MemoryMessage {
  id: string
  view: View
  /** What it is the message of; null for an answer. */
  placementId: string | null
}

/** What can go wrong with the next message there. */
export type MemoryFault = { kind: 'wait'; ms: number } | { kind: 'answer lost' } | { kind: 'taken by nobody' }

/** A chat platform that is nothing but memory: it keeps views as they are. */
export class MemoryChat {
  readonly sender: Sender
  readonly #places = new Map<string, MemoryMessage[]>()
  readonly #faults = new Map<string, MemoryFault[]>()
  readonly #closed = new Set<string>()
  #count = 0

  constructor({ store, clock }: { store: Store; clock: Clock }) {
    const rules = new SchemeRules(store, clock)
    this.sender = {
      post: async (schemeId, to, screen, mark) => {
        this.#open(to)
        const ref: CaseRef = { kind: 'placement', ...mark }
        const view = viewOf(screen, ref, viewWords(await rules.of(schemeId)))
        const fault = this.#faults.get(to.id)?.shift()
        if (fault?.kind === 'wait') throw new ChatError('rate_limited', 'wait', { retryAfterMs: fault.ms })
        if (fault?.kind === 'taken by nobody') throw new ChatError('uncertain', 'no_answer')
        const messageId = this.say(to, view, mark.placementId)
        if (fault?.kind === 'answer lost') throw new ChatError('uncertain', 'no_answer')
        return { conversation: to, roomId: to.id, messageId }
      },
      edit: async (schemeId, at, screen, mark) => {
        this.#open(at.conversation)
        const view = viewOf(screen, { kind: 'placement', ...mark }, viewWords(await rules.of(schemeId)))
        const message = this.read(at.conversation).find(({ id }) => id === at.messageId)
        if (!message) throw new ChatError('gone', 'no_message')
        message.view = view
      },
      withdraw: async (at) => this.#remove(at),
      find: async (to, placementId) => {
        const found = this.read(to).find((message) => message.placementId === placementId)
        return found ? { conversation: to, roomId: to.id, messageId: found.id } : null
      },
    }
  }

  /** Puts something into a conversation; gives its id. */
  say(to: Pick<Conversation, 'kind' | 'id'>, view: View, placementId: string | null = null): string {
    this.#count += 1
    const message = { id: `m${this.#count}`, view, placementId }
    // A Home is one page.
    if (to.kind === 'home') this.#places.set(keyOf(to), [message])
    else this.#places.set(keyOf(to), [...this.read(to), message])
    return message.id
  }

  /** What stands there, oldest first. */
  read(place: Pick<Conversation, 'kind' | 'id'>): MemoryMessage[] {
    return this.#places.get(keyOf(place)) ?? []
  }

  /** The next message to this person or room fares so. */
  failNext(id: string, fault: MemoryFault): void {
    this.#faults.set(id, [...(this.#faults.get(id) ?? []), fault])
  }

  closeRoom(id: string): void {
    this.#closed.add(id)
  }

  #open({ id }: Conversation): void {
    if (this.#closed.has(id)) throw new ChatError('unreachable', 'room_closed')
  }

  #remove({ conversation, messageId }: MessageRef): void {
    const left = this.read(conversation).filter(({ id }) => id !== messageId)
    this.#places.set(keyOf(conversation), left)
  }
}

/** A person has a chat and a Home under the same id. */
function keyOf({ kind, id }: Pick<Conversation, 'kind' | 'id'>): string {
  return `${kind}:${id}`
}
