import type { CaseFacts, OpenCase } from '../facts.js'
import { NOTHING_FOUND, type Outcome } from '../outcome.js'
import type { Ports } from '../ports.js'
import { authorise, isGrant } from '../request/authorise.js'
import type { OfferRecord, PersonRecord } from '../request/records.js'
import { relationsOf } from '../request/relations.js'
import type { ActionName } from '../request/step.js'
import { behindTheTimes, stillReadsOpen } from './as-officer-reads.js'
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
    ...(ask.onBehalfOf && { withPerson: ask.onBehalfOf }),
  })
  const offerId = ask.offerId ?? found?.placement?.offerId ?? null
  const now = ports.clock.now()
  const known = found && (behindTheTimes(found, ask.action, offerId, now) ?? found)
  const grant = known
    ? authorise(known, ask.action, { offerId, onBehalfOf: ask.onBehalfOf ?? null, now })
    : NOTHING_FOUND
  const inVain = found && !isGrant(grant) && grant.kind === 'late' ? openInVain(found, ask.action, now) : null
  if (inVain) return inVain
  if (isGrant(grant)) return { kind: 'ready', open: grant.open, by: grant.by, offer: grant.offer }
  const outcome = grant.kind === 'nothing_found' ? 'nothing_found' : 'refused'
  await recordAsk(ports, ask, { action: ask.action, facts: found, outcome })
  return grant
}

/**
 * A form that opens although it will be refused: whether it opens must not tell a lead or an officer how the request
 * stands (P2). To learn it they would have to send it, which otherwise means something.
 */
function openInVain(facts: CaseFacts, action: ActionName, now: Date): FormReady | null {
  const { actor, request, approvals } = facts
  if (!actor || !request) return null
  const relations = relationsOf(facts, actor, null, now)
  const ready: FormReady = { kind: 'ready', open: { ...facts, actor, request }, by: actor, offer: null }
  if (action === 'withdraw_approval' && relations.every((relation) => relation === 'lead'))
    return approvals.some(({ decision }) => decision === 'approved') ? ready : null
  const noticedOnly = relations.every((relation) => relation === 'noticed' || relation === 'offerer')
  return action === 'make_offer' && noticedOnly && stillReadsOpen(facts) ? ready : null
}
