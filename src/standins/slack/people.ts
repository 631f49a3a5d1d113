import { elementsOf } from './blocks.js'
import type { Core } from './core.js'
import { directory } from './directory.js'
import { ApiError } from './errors.js'
import { clientErrors, findField, putValue, startingState, toValue } from './fields.js'
import type { SendResult, Wire } from './outbound.js'
import { actionOf, actionPayload, closedPayload, commandPayload, submissionPayload } from './payloads.js'
import type {
  ActResult,
  ElementChoice,
  FieldValues,
  Person,
  PressInput,
  PressTarget,
  SubmitInput,
} from './person.js'
import { reply } from './response-url.js'
import { applyAck, troubleOf } from './submission.js'
import type { Block, Channel, Dict, Element, Ephemeral, Message, Screen, User, View } from './types.js'

/** A person of one of the workspaces, acting through their own Slack client. */
export class Actor implements Person {
  readonly #core: Core
  readonly #wire: Wire
  readonly #user: User

  constructor(core: Core, wire: Wire, userId: string) {
    this.#core = core
    this.#wire = wire
    this.#user = directory.user(core.store, userId)
  }

  get id(): string {
    return this.#user.id
  }

  async command(channelId: string | undefined, command: string, text = ''): Promise<ActResult> {
    this.#hasApp()
    const channel = channelId === undefined ? this.dm() : this.#channel(channelId)
    const sent = await this.#wire.send(
      'command',
      commandPayload(this.#core, this.#user, channel, command, text),
    )
    const saw = troubleOf(sent, 'dispatch_failed') ?? this.#hear(channel, sent)
    if (saw) this.#core.store.tell(this.id, saw, command)
    return outcome(sent, saw)
  }

  async press(target: PressTarget, action: ElementChoice, input: PressInput = {}): Promise<ActResult> {
    this.#signedIn()
    const on = this.#inView(target, input.stale === true)
    const { element, block } = choose(on.blocks, action, input.blockId)
    const value = input.value === undefined ? {} : toValue(element, input.value)
    const state = 'rootViewId' in on ? on.state : startingState(on.blocks, [], {})
    if (input.value !== undefined && element.type !== 'overflow') putValue(state, { element, block }, value)
    const pressed = actionOf(this.#core, element, String(block.block_id), value)
    const sent = await this.#wire.send(
      'interaction',
      actionPayload(this.#core, this.#user, on, pressed, state),
    )
    const saw = troubleOf(sent, 'dispatch_failed')
    if (saw) this.#core.store.tell(this.id, saw, String(element.action_id))
    return outcome(sent, saw)
  }

  type(viewId: string, values: FieldValues, input: SubmitInput = {}): View {
    const view = this.#topView(viewId)
    for (const [name, value] of Object.entries(values)) {
      const field = findField(view.blocks, name)
      putValue(view.state, field, toValue(field.element, value, input.force))
    }
    this.#core.store.views.touched(view)
    return view
  }

  async submit(viewId: string, values: FieldValues = {}, input: SubmitInput = {}): Promise<ActResult> {
    this.#signedIn()
    const view = this.type(viewId, values, input)
    if (view.submit === undefined) throw new Error(`the view "${view.title}" has no submit button`)
    view.errors = input.force ? {} : clientErrors(view.blocks, view.state)
    view.trouble = undefined
    if (Object.keys(view.errors).length > 0) {
      this.#core.store.views.touched(view)
      return { ...NOT_SENT, errors: view.errors }
    }
    const sent = await this.#wire.send('interaction', submissionPayload(this.#core, this.#user, view))
    const saw = applyAck(this.#core, view, sent)
    if (saw) this.#core.store.tell(this.id, saw, view.callbackId)
    return { ...outcome(sent, saw), errors: view.errors }
  }

  async closeView(viewId: string, { all = false }: { all?: boolean } = {}): Promise<ActResult> {
    this.#signedIn()
    const view = this.#topView(viewId)
    const cleared = all || view.clearOnClose
    const gone = cleared ? this.#core.store.views.clear(this.id) : this.#core.store.views.close(view)
    let result = NOT_SENT
    for (const each of gone.filter((v) => v.notifyOnClose)) {
      const payload = closedPayload(this.#core, this.#user, each, cleared)
      result = outcome(await this.#wire.send('interaction', payload), undefined)
    }
    return result
  }

  async openHome(): Promise<ActResult> {
    this.#hasApp()
    const view = this.home()
    const sent = await this.#wire.event(this.#user.teamId, {
      type: 'app_home_opened',
      user: this.id,
      channel: this.dm().id,
      tab: 'home',
      event_ts: this.#core.store.nextTs(),
      ...(view && {
        view: {
          id: view.id,
          team_id: view.teamId,
          type: 'home',
          callback_id: view.callbackId,
          hash: view.hash,
        },
      }),
    })
    return outcome(sent, undefined)
  }

  async say(channelId: string, text: string): Promise<ActResult> {
    this.#signedIn()
    const channel = this.#channel(channelId)
    const workspace = directory.workspace(this.#core.store, channel.teamId)
    const message = this.#core.store.post(channel, { user: this.id, text })
    if (!channel.members.has(workspace.botUserId)) return NOT_SENT
    const event = {
      channel: channel.id,
      user: this.id,
      text,
      ts: message.ts,
      event_ts: message.ts,
      team: this.#user.teamId,
    }
    const kind = channel.kind === 'im' ? 'im' : channel.kind === 'private' ? 'group' : 'channel'
    const said = { type: 'message', channel_type: kind, ...event }
    const sent = await this.#wire.event(workspace.id, said)
    if (kind !== 'im' && text.includes(`<@${workspace.botUserId}>`)) {
      await this.#wire.event(workspace.id, { type: 'app_mention', ...event })
    }
    return outcome(sent, undefined)
  }

  dm(): Channel {
    return this.#core.store.openIm(this.#user)
  }

  screen(): Screen {
    return this.#core.store.screen(this.id)
  }

  modal(): View | undefined {
    return this.#core.store.modal(this.id)
  }

  home(): View | undefined {
    return this.#core.store.home(this.id)
  }

  #signedIn(): void {
    if (this.#user.deleted) throw new Error(`${this.#user.name}'s account is switched off`)
  }

  /** Commands and the Home tab need the app in the person's own workspace; pressing in a shared channel does not. */
  #hasApp(): void {
    this.#signedIn()
    const workspace = directory.workspace(this.#core.store, this.#user.teamId)
    if (workspace.botToken === undefined) throw new Error(`the app is not installed in ${workspace.name}`)
  }

  #channel(id: string): Channel {
    const channel = this.#core.store.channels.get(id)
    if (!channel?.members.has(this.id)) throw new Error(`${this.#user.name} is not in channel ${id}`)
    return channel
  }

  #inView(target: PressTarget, stale: boolean): Message | Ephemeral | View {
    if (target === 'modal' || target === 'home') {
      const view = target === 'modal' ? this.modal() : this.home()
      if (!view) throw new Error(`${this.#user.name} sees no ${target}`)
      return view
    }
    if ('rootViewId' in target) {
      if (stale) return target
      return target.type === 'modal' ? this.#topView(target.id) : this.#inView('home', false)
    }
    this.#channel(target.channel)
    if (stale && 'blocks' in target) return target
    const found = this.#core.store
      .ephemerals(this.id)
      .find((e) => e.channel === target.channel && e.ts === target.ts)
    if (found) return found
    const message = this.#core.store.message(target.channel, target.ts)
    if (!message || message.deletedAt !== undefined) {
      throw new Error(`${this.#user.name} sees no message ${target.ts} in ${target.channel}`)
    }
    return message
  }

  #topView(viewId: string): View {
    const top = this.modal()
    if (top?.id !== viewId)
      throw new Error(`${this.#user.name} has ${top?.id ?? 'no modal'} open, not ${viewId}`)
    return top
  }

  /** Shows the answer to a command; a code when Slack could not use it. */
  #hear(channel: Channel, sent: SendResult): string | undefined {
    if (sent.text.trim() === '') return undefined
    const body = sent.body
    const args = typeof body === 'object' && body !== null ? (body as Dict) : { text: sent.text }
    if (Object.keys(args).length === 0) return undefined
    try {
      reply(this.#core, channel, this.id, args)
      return undefined
    } catch (error) {
      if (error instanceof ApiError) return `invalid_command_response: ${error.code}`
      throw error
    }
  }
}

const NOT_SENT: ActResult = {
  sent: false,
  status: 0,
  text: '',
  body: undefined,
  durationMs: 0,
  timedOut: false,
  saw: undefined,
  errors: {},
  wire: undefined,
}

function outcome(wire: SendResult, saw: string | undefined): ActResult {
  const { status, text, body, durationMs, timedOut } = wire
  return { sent: true, status, text, body, durationMs, timedOut, saw, errors: {}, wire }
}

function choose(
  blocks: readonly Block[],
  choice: ElementChoice,
  blockId: string | undefined,
): { element: Element; block: Block } {
  const usable = blocks.flatMap((block) =>
    block.type === 'input' && block.dispatch_action !== true
      ? []
      : elementsOf(block)
          .filter((e) => e.type !== 'image')
          .map((element) => ({ element, block })),
  )
  const found = usable.filter(
    ({ element, block }) =>
      (blockId === undefined || block.block_id === blockId) &&
      (typeof choice === 'string' ? element.action_id === choice : choice(element, block)),
  )
  const [one] = found
  if (one && found.length === 1) return one
  const there = usable.map(({ element, block }) => `${block.block_id}/${element.action_id}`).join(', ')
  throw new Error(`${found.length} elements match ${String(choice)}; there are: ${there || 'none'}`)
}
