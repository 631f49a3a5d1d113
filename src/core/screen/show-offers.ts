import type { ListScreen } from '../placement/screens.js'
import type { Ports } from '../ports.js'
import { relationsOf } from '../request/relations.js'
import { erasedWords } from '../request/sentences.js'
import { codeFor } from './message-screen.js'
import { checkedOffers, liveFirst, offerLine } from './offer-line.js'
import { type AskCase, nothingFound, recordAsk, type Shown } from './shown.js'

/** The offers on one request: a coordinator sees all, its nominating officer those whose area was checked (D4). */
export async function showOffers(ports: Ports, ask: AskCase): Promise<Shown> {
  const store = ports.store.forScheme(ask.schemeId)
  const found = await store.readCase({ target: ask.target, actor: ask.actor, key: null })
  const request = found?.request
  if (!found?.actor || !request) return nothingFound(ports, ask, 'read_offers', found)
  const facts = { ...found, request }
  const relations = relationsOf(facts, found.actor, null, ports.clock.now())
  const coordinator = relations.includes('coordinator')
  if (!coordinator && !relations.includes('officer')) return nothingFound(ports, ask, 'read_offers', facts)
  if (request.erasedAt !== undefined)
    return { kind: 'late', say: erasedWords(request, facts.scheme.timezone) }
  await recordAsk(ports, ask, { action: 'read_offers', facts, outcome: 'done' })
  const offers = liveFirst(coordinator ? facts.offers : checkedOffers(facts.offers))
  const screen: ListScreen = {
    screen: 'list',
    title: `Offers on ${codeFor(facts, relations, null) ?? 'this request'}`,
    empty: 'No offers yet.',
    rows: offers.map((offer) => {
      const line = offerLine(facts, offer, relations)
      return {
        requestId: request.id,
        offerId: offer.id,
        code: line.partner,
        line: [
          `${line.home}, ${line.area}: ${line.state}`,
          ...(line.why ? [line.why] : []),
          ...line.warnings,
        ].join('. '),
        since: offer.madeAt,
        flag: null,
        buttons: line.buttons,
      }
    }),
  }
  return { kind: 'screen', screen, ref: { requestId: request.id, version: request.version } }
}
