import { z } from 'zod'
import { needsGangSupport } from '../scheme/look-up.js'
import { missingSections, sectionTitle } from './form-sections.js'
import { fillIn } from './sentences.js'
import { defineStep } from './step.js'
import { workingCodeOf } from './working-code.js'
import { worried } from './worry.js'

/** The form goes to the coordinator whole. Eligibility is shown there and decided by a person (P3). */
export const submitRequest = defineStep({
  action: 'submit',
  input: () => z.object({}),
  decide(facts, _input, context) {
    const { scheme, request } = facts
    const missing = missingSections(request, scheme)
    if (missing.length > 0) {
      const lines = missing.map(({ section, words }) => `${sectionTitle(section)}: ${words}`)
      return { refused: 'incomplete', say: `Something is still missing. ${[...new Set(lines)].join(' ')}` }
    }
    const { approval } = request.form
    if (needsGangSupport(scheme, approval.riskKinds) && !approval.gangSupportConfirmed) {
      return { refused: 'gang_support', say: fillIn(scheme.texts.gangSupportNeeded, scheme.words) }
    }
    const workingCode = workingCodeOf(request, context)
    const sent = `Sent to ${scheme.words.coordinatorTeam}. The working code is ${workingCode}.`
    return {
      say: approval.immediateRisk ? `${sent} ${scheme.texts.emergency}` : sent,
      request: approval.immediateRisk
        ? worried({ scheme, request: { ...request, workingCode } }, context)
        : { workingCode },
      ...(approval.immediateRisk && {
        urgent: true,
        tell: [{ topic: 'immediate_risk', to: 'coordinators' as const }],
      }),
    }
  },
})
