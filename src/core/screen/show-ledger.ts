import { ledgerPage } from '../move/ledger-page.js'
import type { Ports } from '../ports.js'
import { type Ask, nothingFound, recordAsk, type Shown, whoIs } from './shown.js'

/** Properties owed: live for coordinators, a partner's own published balance for its managers (D13). */
export async function showLedger(ports: Ports, ask: Ask): Promise<Shown> {
  const viewer = await whoIs(ports, ask)
  const store = ports.store.forScheme(ask.schemeId)
  const [{ rules: scheme }, entries, partners] = await Promise.all([
    store.scheme(),
    store.ledger(),
    store.partners(),
  ])
  const screen = viewer && ledgerPage({ entries, partners, scheme, viewer, now: ports.clock.now() })
  if (!screen) return nothingFound(ports, ask, 'read_ledger', { actor: viewer })
  await recordAsk(ports, ask, { action: 'read_ledger', facts: { actor: viewer }, outcome: 'done' })
  return { kind: 'screen', screen, ref: null }
}
