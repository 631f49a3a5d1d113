import { z } from 'zod'
import type { OpenCase } from '../facts.js'
import { rarity } from '../household/rarity.js'
import { defineStep, type Effects, type Refusal } from '../request/step.js'
import { ended, newRound, noPartner } from './notices.js'

/** The notice goes to the partners. A scheme file may ask for a second coordinator. */
export const releaseRequest = defineStep({
  action: 'release',
  circulation: true,
  input: () => z.object({}),
  decide(facts, _input, { ids, now }): Effects | Refusal {
    const { request, scheme, actor } = facts
    const round = newRound(facts, request, { ids })
    if (round.made.length === 0) return noPartner(scheme)
    const proposed = request.proposed?.action === 'release' ? request.proposed : null
    if (scheme.rules.release.policy === 'second_coordinator') {
      if (!proposed) {
        return {
          say: `Proposed for release to ${partnersWords(round.made.length)}. A second coordinator has to confirm.`,
          state: request.state,
          request: { proposed: { action: 'release', by: actor.id, at: now.toISOString() } },
          codes: { proposed: true },
        }
      }
      if (proposed.by === actor.id) {
        return {
          refused: 'second_person',
          say: 'You proposed this release. A second coordinator has to confirm.',
        }
      }
    }
    return {
      say: `Released to ${partnersWords(round.made.length)}.`,
      request: {
        round: round.number,
        circulatedAt: request.circulatedAt ?? now.toISOString(),
        proposed: null,
      },
      notices: [...ended(facts.notices), ...round.made],
      codes: { partners: round.made.length, ...householdsThatFit(facts) },
      tell: [{ topic: 'released', to: 'officers' }],
    }
  },
})

/** How many households of the population table the notice fits stays with the audit entry (D9). */
function householdsThatFit({ request, scheme }: OpenCase): Record<string, number> {
  const { needs, details } = request.form
  if (!details.household || needs.bedrooms === undefined) return {}
  const { households } = rarity({ needs, household: details.household }, scheme)
  return { fits: households.full, fitNotice: households.notice }
}

function partnersWords(count: number): string {
  return count === 1 ? '1 partner' : `${count} partners`
}
