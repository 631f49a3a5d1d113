import { handsOf } from '../end-to-end/hands-of.js'
import { COORDINATOR, OFFICER, requestAt } from '../end-to-end/stage.js'
import type { World } from '../end-to-end/world.js'

/** A button in front of somebody, of a step that is taken without any form. */
export interface Waiting {
  /**
   * Presses it, also where its card has changed meanwhile, and gives what is read. Throws when the platform itself has
   * to say that no answer came in time: after 3 seconds in Slack, after 5 in Teams.
   */
  press(): Promise<string>
  /** What is read once the step is taken. */
  done: RegExp
  /** How often that step was taken. */
  taken(): Promise<number>
}

/** A coordinator in Slack and a nominating officer in Teams. */
const STEPS = {
  slack: { personId: COORDINATOR, action: 'send_for_approval', done: /^Sent for approval to/ },
  teams: { personId: OFFICER, action: 'raise_safety_concern', done: /^A coordinator will phone you back/ },
} as const

/** Somebody on each of these platforms is about to press a button, each about a request of its own. */
export function waitingIn(world: World, ...platforms: ('slack' | 'teams')[]): Promise<Waiting[]> {
  return Promise.all(platforms.map((platform) => waiting(world, platform)))
}

async function waiting(world: World, platform: 'slack' | 'teams'): Promise<Waiting> {
  const { personId, action, done } = STEPS[platform]
  const staged = await requestAt(world, 'submitted', { ring: true })
  const hands = handsOf(world, personId, platform)
  const card = await hands.find(new RegExp(await staged.code()))
  return {
    press: () => hands.press(card, action, { stale: true }),
    done,
    taken: async () => (await staged.history()).filter((each) => each === action).length,
  }
}
