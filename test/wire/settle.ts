import { isAction, type } from '../end-to-end/acting.js'
import { COORDINATOR, type Staged } from '../end-to-end/stage.js'
import { noticesOf } from './notices.js'
import type { WireWorld } from './wire-world.js'

const HALF_AN_HOUR_MS = 30 * 60_000

/**
 * Everything has been mended: in Slack the program finds out by itself what it could not know. In Teams people remove
 * what may still stand there, and a coordinator presses whatever she is offered about what goes no further by itself.
 */
export async function settleEverything(
  wire: WireWorld,
  requests: readonly { staged: Staged }[],
): Promise<void> {
  const { world, rest } = wire
  await rest.until(new Date(world.now().getTime() + HALF_AN_HOUR_MS))
  await removeByHand(wire, requests)
  for (const { staged } of requests)
    for (const action of ['try_again', 'confirm_gone']) await press(wire, staged, action)
  await rest.until(new Date(world.now().getTime() + HALF_AN_HOUR_MS))
}

async function removeByHand(
  { world, owner }: WireWorld,
  requests: readonly { staged: Staged }[],
): Promise<void> {
  const ids = requests.map(({ staged }) => staged.id)
  const notices = await noticesOf(owner, ids)
  for (const { platform, state, partnerId, reference } of notices) {
    if (platform !== 'teams' || state !== 'ambiguous') continue
    const standing = world.teams.store.messages(world.room(partnerId))
    for (const message of standing)
      if (JSON.stringify(message.attachments).includes(reference)) world.teams.store.remove(message)
  }
}

/** On the card as it is by now; where it is not offered, nothing of that kind is left. */
async function press({ world, rest }: WireWorld, staged: Staged, action: string): Promise<void> {
  const { reference } = await staged.record()
  const card = await type(world, COORDINATOR, `status ${reference}`)
  if (!JSON.stringify(card.blocks).includes(`"action_id":"${action}`)) return
  await world.as(COORDINATOR).press(card, isAction(action))
  await rest.until(world.now())
}
