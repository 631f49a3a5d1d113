import { assignIds, isBlocks, wordsOf } from './blocks.js'
import { startingState } from './fields.js'
import { LIMITS } from './limits.js'
import type { Change, Dict, View } from './types.js'

const CLOSED_KEPT = 20

/** The modals and Home tabs of everybody: a stack of modals and one Home each. */
export class ViewDesk {
  readonly #views = new Map<string, View>()
  readonly #stacks = new Map<string, View[]>()
  readonly #homes = new Map<string, View>()
  readonly #closed = new Map<string, string[]>()
  readonly #clock: () => number
  readonly #changed: (change: Change) => void
  #count = 0

  constructor(clock: () => number, changed: (change: Change) => void) {
    this.#clock = clock
    this.#changed = changed
  }

  get(viewId: string): View | undefined {
    return this.#views.get(viewId)
  }

  stack(userId: string): View[] {
    return [...(this.#stacks.get(userId) ?? [])]
  }

  top(userId: string): View | undefined {
    return this.#stacks.get(userId)?.at(-1)
  }

  home(userId: string): View | undefined {
    return this.#homes.get(userId)
  }

  byExternalId(teamId: string, externalId: string): View | undefined {
    for (const view of this.#views.values()) {
      if (view.open && view.teamId === teamId && view.externalId === externalId) return view
    }
    return undefined
  }

  /** Opens a modal in place of any that is open. */
  open(teamId: string, userId: string, content: Dict): View {
    for (const view of this.stack(userId)) this.#shut(view)
    this.#stacks.set(userId, [])
    return this.#add(teamId, userId, content)
  }

  /** Puts a modal on top; undefined when the stack is full. */
  push(teamId: string, userId: string, content: Dict): View | undefined {
    if ((this.#stacks.get(userId)?.length ?? 0) >= LIMITS.viewStack) return undefined
    return this.#add(teamId, userId, content)
  }

  /** Shows other content under the same view id; what was typed stays where block and action ids stay. */
  update(view: View, content: Dict): void {
    this.#fill(view, content)
    view.updates += 1
    this.#tell(view)
  }

  publish(teamId: string, userId: string, content: Dict): View {
    const existing = this.#homes.get(userId)
    if (existing) {
      this.update(existing, content)
      return existing
    }
    const view = this.#make(teamId, userId, content)
    this.#homes.set(userId, view)
    this.#tell(view)
    return view
  }

  /** Takes the view, and whatever lies on top of it, off the stack. Gives what went, top first. */
  close(view: View): View[] {
    const stack = this.#stacks.get(view.userId) ?? []
    const from = stack.indexOf(view)
    if (from < 0) return []
    const gone = stack.splice(from).reverse()
    for (const each of gone) this.#shut(each)
    this.#tell(view)
    return gone
  }

  clear(userId: string): View[] {
    const bottom = this.#stacks.get(userId)?.[0]
    return bottom ? this.close(bottom) : []
  }

  touched(view: View): void {
    this.#tell(view)
  }

  #add(teamId: string, userId: string, content: Dict): View {
    const stack = this.#stacks.get(userId) ?? []
    this.#stacks.set(userId, stack)
    const view = this.#make(teamId, userId, content)
    view.previousViewId = stack.at(-1)?.id
    view.rootViewId = stack[0]?.id ?? view.id
    stack.push(view)
    this.#tell(view)
    return view
  }

  #make(teamId: string, userId: string, content: Dict): View {
    this.#count += 1
    const id = `V${String(this.#count).padStart(8, '0')}`
    const view: View = {
      id,
      teamId,
      userId,
      type: content.type === 'home' ? 'home' : 'modal',
      callbackId: '',
      title: '',
      submit: undefined,
      close: undefined,
      blocks: [],
      privateMetadata: '',
      externalId: '',
      hash: '',
      rootViewId: id,
      previousViewId: undefined,
      notifyOnClose: false,
      clearOnClose: false,
      state: {},
      errors: {},
      trouble: undefined,
      open: true,
      openedAt: this.#clock(),
      updates: 0,
    }
    this.#fill(view, content)
    this.#views.set(id, view)
    return view
  }

  #fill(view: View, content: Dict): void {
    const blocks = assignIds(isBlocks(content.blocks) ? content.blocks : [])
    view.state = startingState(blocks, view.blocks, view.state)
    view.blocks = blocks
    view.callbackId = String(content.callback_id ?? '')
    view.title = wordsOf(content.title) ?? ''
    view.submit = wordsOf(content.submit)
    view.close = wordsOf(content.close)
    view.privateMetadata = String(content.private_metadata ?? '')
    view.externalId = String(content.external_id ?? '')
    view.notifyOnClose = content.notify_on_close === true
    view.clearOnClose = content.clear_on_close === true
    view.errors = {}
    view.trouble = undefined
    this.#count += 1
    view.hash = `${Math.floor(this.#clock() / 1_000)}.h${this.#count.toString(36)}`
  }

  #shut(view: View): void {
    view.open = false
    const closed = this.#closed.get(view.userId) ?? []
    this.#closed.set(view.userId, closed)
    closed.push(view.id)
    if (closed.length > CLOSED_KEPT) this.#views.delete(closed.shift() ?? '')
  }

  #tell(view: View): void {
    this.#changed({ kind: view.type, teamId: view.teamId, user: view.userId, viewId: view.id })
  }
}
