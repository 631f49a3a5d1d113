import { NOTHING_FOUND } from '../outcome.js'
import type { AccountRef } from '../people/account.js'
import type { Ports } from '../ports.js'
import { homeScreen } from './home-screen.js'
import type { Shown } from './shown.js'

/** Home of the person behind an account. */
export async function showHome(ports: Ports, ask: { schemeId: string; actor: AccountRef }): Promise<Shown> {
  const screen = await homeScreen(ports.store.forScheme(ask.schemeId), ask.actor, ports.clock.now())
  return screen ? { kind: 'screen', screen, ref: null } : NOTHING_FOUND
}
