import type { OpenCase } from '../facts.js'
import { NOTHING_FOUND, type Outcome } from '../outcome.js'
import type { Ports } from '../ports.js'
import { authorise, isGrant } from '../request/authorise.js'
import type { OfferRecord, PersonRecord } from '../request/records.js'
import type { ActionName } from '../request/step.js'
import { type AskCase, recordAsk } from './shown.js'

export interface FormReady {
  kind: 'ready'
  open: OpenCase
  by: PersonRecord
  offer: OfferRecord | null
}

/**
 * Checks the right to an action before its form opens, so that nobody fills a form in vain and no form shows what its
 * reader may not see. The right is checked again when the form comes back.
 */
export async function prepareForm(
  ports: Ports,
  ask: AskCase & { action: ActionName; offerId?: string; onBehalfOf?: string },
): Promise<FormReady | Outcome> {
  const found = await ports.store.forScheme(ask.schemeId).readCase({
    target: ask.target,
    actor: ask.actor,
    key: null,
    circulation: true,
    ...(ask.onBehalfOf && { onBehalfOf: ask.onBehalfOf }),
  })
  const offerId = ask.offerId ?? found?.placement?.offerId ?? null
  const grant = found
    ? authorise(found, ask.action, { offerId, onBehalfOf: ask.onBehalfOf ?? null, now: ports.clock.now() })
    : NOTHING_FOUND
  if (isGrant(grant)) return { kind: 'ready', open: grant.open, by: grant.by, offer: grant.offer }
  const outcome = grant.kind === 'nothing_found' ? 'nothing_found' : 'refused'
  await recordAsk(ports, ask, { action: ask.action, facts: found, outcome })
  return grant
}
