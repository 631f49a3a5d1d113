import { rarity } from '../household/rarity.js'
import { NOTHING_FOUND } from '../outcome.js'
import type { Ports } from '../ports.js'
import { authorise, isGrant } from '../request/authorise.js'
import { holdsAt } from '../request/relations.js'
import { detailsScreen } from './details-screen.js'
import { type AskCase, recordAsk, type Shown } from './shown.js'

/**
 * The details page of a notice, for housing officers of the partner that got it, while it is circulated. Each opening
 * is written to the access chain before anything is shown.
 */
export async function openDetails(ports: Ports, ask: AskCase): Promise<Shown> {
  const now = ports.clock.now()
  const found = await ports.store
    .forScheme(ask.schemeId)
    .readCase({ target: ask.target, actor: ask.actor, key: null })
  const grant = found
    ? authorise(found, 'open_details', { offerId: null, onBehalfOf: null, now })
    : NOTHING_FOUND
  if (!found || !isGrant(grant)) {
    const outcome = isGrant(grant) || grant.kind === 'nothing_found' ? 'nothing_found' : 'refused'
    await recordAsk(ports, ask, { action: 'open_details', facts: found, outcome })
    return isGrant(grant) ? NOTHING_FOUND : grant
  }
  await recordAsk(ports, ask, { action: 'open_details', facts: found, outcome: 'done' })
  const { request, scheme, actor, notices } = grant.open
  const notice = notices.find((n) => n.live && holdsAt(actor, 'housing_officer', n.partnerId))
  const { needs, details } = request.form
  const level = details.household
    ? rarity(
        { bedrooms: needs.bedrooms ?? 1, propertyNeeds: needs.propertyNeeds, household: details.household },
        scheme,
      ).level
    : 'none'
  return {
    kind: 'screen',
    screen: detailsScreen(details, level, notice?.reference ?? '', scheme),
    ref: { requestId: request.id, version: request.version },
  }
}
