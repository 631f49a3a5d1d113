import type { CaseFacts } from '../facts.js'
import { rarity } from '../household/rarity.js'
import { NOTHING_FOUND } from '../outcome.js'
import type { DetailsScreen } from '../placement/screens.js'
import type { Ports } from '../ports.js'
import { authorise, isGrant } from '../request/authorise.js'
import type { FormContent } from '../request/form-content.js'
import type { RequestRecord } from '../request/records.js'
import { holdsAt } from '../request/relations.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { stillReadsOpen } from './as-officer-reads.js'
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
  const late = found && !isGrant(grant) && grant.kind === 'late' && stillReadsOpen(found)
  if (found?.request && late) return opened(ports, ask, { ...found, request: found.request })
  if (!found || !isGrant(grant)) {
    const outcome = isGrant(grant) || grant.kind === 'nothing_found' ? 'nothing_found' : 'refused'
    await recordAsk(ports, ask, { action: 'open_details', facts: found, outcome })
    return isGrant(grant) ? NOTHING_FOUND : grant
  }
  return opened(ports, ask, grant.open)
}

/** Also while the notice still reads open although the request has gone on: a refusal would tell when (P2). */
async function opened(
  ports: Ports,
  ask: AskCase,
  facts: CaseFacts & { request: RequestRecord },
): Promise<Shown> {
  await recordAsk(ports, ask, { action: 'open_details', facts, outcome: 'done' })
  const { request, scheme, actor, notices, placement } = facts
  const own = notices.filter((n) => actor && holdsAt(actor, 'housing_officer', n.partnerId))
  // The one that was pressed: another one's reference beside it would join the two (D8).
  const notice = own.find(({ id }) => id === placement?.noticeId) ?? own.find(({ live }) => live)
  return {
    kind: 'screen',
    screen: detailsPage(request.form, notice?.reference ?? '', scheme),
    ref: { requestId: request.id, version: request.version },
  }
}

/** The details page of a form: how much of the household it shows follows from how rare that is (D9). */
export function detailsPage(
  { needs, details }: FormContent,
  reference: string,
  scheme: Scheme,
): DetailsScreen {
  const { household } = details
  const level = household ? rarity({ needs, household }, scheme).level : 'none'
  return detailsScreen(details, level, reference, scheme)
}
