import { within } from '../within.js'

/** Acknowledges when something is shown, or in time anyway: for what saves nothing and may take longer. */
export async function ackWhenShown(shown: Promise<void>, ack: () => Promise<void>, withinMs: number) {
  await within(shown, withinMs, () => undefined)
  await ack()
  await shown
}
