import type { AccountRef } from '../people/account.js'
import type { Ports } from '../ports.js'
import { homeScreen } from './home-screen.js'
import { nothingFound, recordAsk, type Shown, whoIs } from './shown.js'

/** Home of the person behind an account. */
export async function showHome(ports: Ports, ask: { schemeId: string; actor: AccountRef }): Promise<Shown> {
  const person = await whoIs(ports, ask)
  if (!person) return nothingFound(ports, ask, 'read_home', { actor: person })
  await recordAsk(ports, ask, { action: 'read_home', facts: { actor: person }, outcome: 'done' })
  const screen = await homeScreen(ports.store.forScheme(ask.schemeId), person, ports.clock.now())
  return { kind: 'screen', screen, ref: null }
}
