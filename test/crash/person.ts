import type { BotAction } from '../../src/bots/views/bot-action.js'
import type { Dict, MessageRef } from '../../src/standins/botframework/index.js'
import type { Message } from '../../src/standins/slack/index.js'
import { isAction as isInTeams } from '../bots/teams/acting.js'
import { isAction as isInSlack } from '../end-to-end/acting.js'
import { type Hands, seen, type Values } from '../end-to-end/hands.js'
import { partsOf } from '../end-to-end/hands-card.js'
import { handsOf } from '../end-to-end/hands-of.js'
import type { Ground, Programs } from './ground.js'

/** More repeats than a killed process explains mean that something is wrong. */
const MOST_TRIES = 20

/** Which button, where there are several of an action. */
interface Where {
  /** In this partner's channel instead of the private chat. */
  room?: string | undefined
  /** On a message in which this can be read. */
  about?: string
}

/**
 * Somebody who does what the program's words tell them: what was not confirmed is done again, on what they had in
 * front of them, and what was confirmed is left alone.
 */
export class Person {
  readonly #ground: Ground
  readonly #id: string
  readonly hands: Hands

  constructor(ground: Ground, id: string) {
    this.#ground = ground
    this.#id = id
    this.hands = handsOf(ground, id)
  }

  /** Presses the newest button of this action. */
  async press(action: BotAction, where: Where = {}): Promise<void> {
    const press = await this.#find(action, where)
    await this.#until(press)
  }

  /** The same for a button that opens a form, which is then filled in: again, when it was taken away unconfirmed. */
  async decide(action: BotAction, values: Values, where: Where = {}): Promise<void> {
    const press = await this.#find(action, where)
    let opened = 0
    await this.#until(async () => {
      await this.#until(async (again) => {
        const pressedIn = await this.#ground.programs.running()
        return (await press(again || opened > 0)) && (await this.#hasForm(pressedIn))
      })
      opened += 1
      return this.fill(values)
    })
    await this.hands.close()
  }

  /** Types words to the app; gives what it answers. */
  async type(words: string): Promise<string> {
    let answer = ''
    await this.#until(() =>
      answered(async () => {
        answer = await this.hands.type(words)
        return !NOT_CONFIRMED.test(answer)
      }),
    )
    return answer
  }

  /** Fills in and sends the form in front of them, and puts it away. */
  async send(values: Values): Promise<void> {
    if (!(await this.fill(values))) throw new Error(`the form of ${this.#id} was taken away unconfirmed`)
    await this.hands.close()
  }

  /** The same for a page that another one follows. False when nothing is confirmed and the form has gone. */
  async fill(values: Values): Promise<boolean> {
    let gone = false
    await this.#until(async () => {
      const confirmed = await answered(async () => {
        const { errors, said, next } = await this.hands.fill(values)
        const sentences = Object.values(errors)
        if (sentences.length === 0) return !NOT_CONFIRMED.test(said ?? next?.notice ?? '')
        if (!sentences.every((sentence) => NOT_CONFIRMED.test(sentence))) throw new Error(sentences.join(' '))
        return false
      })
      gone = !confirmed && this.hands.form() === null
      return confirmed || gone
    })
    return !gone
  }

  async #until(act: (again: boolean) => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      if (await act(tries > 0)) return
      // Somebody answers again.
      await this.#ground.programs.inHand()
    }
    throw new Error(`${this.#id} was told ${MOST_TRIES} times that nothing is confirmed`)
  }

  /** What presses the button as it stands now; true when the press was acknowledged. */
  async #find(action: BotAction, where: Where): Promise<(again: boolean) => Promise<boolean>> {
    return this.#ground.platformOf(this.#id) === 'slack'
      ? this.#inSlack(action, where)
      : this.#inTeams(action, where)
  }

  async #inSlack(action: BotAction, { room, about = '' }: Where) {
    const person = this.#ground.as(this.#id)
    const named = isInSlack(action)
    const place = room ? this.#ground.room(room) : person.dm().id
    const on = await seen(
      () =>
        this.#ground.slack.store
          .messages(place)
          .findLast(
            (message) => hasElement(message, named) && JSON.stringify(message.blocks).includes(about),
          ),
      () => `${action} to press ${about}`,
    )
    const shown = structuredClone(on)
    const answers = () => this.#ground.slack.store.ephemerals(person.id)
    return async (again: boolean) => {
      const before = answers().length
      const pressed = await person.press(shown, named, { stale: again })
      return pressed.saw === undefined && !NOT_CONFIRMED.test(JSON.stringify(answers().slice(before)))
    }
  }

  async #inTeams(action: BotAction, { room, about = '' }: Where) {
    const person = this.#ground.inTeams(this.#id)
    const named = isInTeams(action)
    const messages = () => (room ? person.channelMessages(this.#ground.room(room)) : person.messages())
    const on = await seen(
      () =>
        messages().findLast(
          ({ card }) => actionsOf(card).some(named) && JSON.stringify(card).includes(about),
        ),
      () => `${action} to press ${about}`,
    )
    const shown: MessageRef = structuredClone(on)
    return async (again: boolean) => {
      const pressed = await person.press(shown, named, { stale: again })
      return pressed.saw === undefined && !NOT_CONFIRMED.test(pressed.said ?? '')
    }
  }

  /** Slack shows a form a moment after the press; false when the process died before. */
  async #hasForm(pressedIn: Awaited<ReturnType<Programs['running']>>): Promise<boolean> {
    const has = await seen(
      () => (this.hands.form() !== null && 'yes') || (pressedIn.dead && 'no'),
      () => `the form of ${this.#id}, but:\n${this.hands.screen().slice(-1_500)}`,
    )
    return has === 'yes'
  }
}

const NOT_CONFIRMED = /Not confirmed/
/** What the clients say themselves. */
const NO_ANSWER = /(trouble_connecting|dispatch_failed|operation_timeout)$|Unable to reach app/

/** False when their client tells them that there was no answer. */
async function answered(act: () => Promise<boolean>): Promise<boolean> {
  try {
    return await act()
  } catch (error) {
    if (!NO_ANSWER.test(String(error))) throw error
    return false
  }
}

type Element = Parameters<ReturnType<typeof isInSlack>>[0]

function hasElement({ blocks }: Message, named: (element: Element) => boolean): boolean {
  return blocks
    .flatMap(({ elements, accessory }) => [...(Array.isArray(elements) ? elements : []), accessory])
    .some((element) => Boolean(element) && named(element as Element))
}

function actionsOf(card: Dict | undefined): Dict[] {
  return card ? partsOf(card).filter(({ type }) => String(type).startsWith('Action.')) : []
}
