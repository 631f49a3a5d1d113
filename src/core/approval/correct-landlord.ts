import { z } from 'zod'
import { withIncident } from '../incident/incidents.js'
import { incidentSteps } from '../incident/open-incident.js'
import { withConfidential } from '../request/notes.js'
import { defineStep } from '../request/step.js'

/** The wrong landlord was asked: its access ends at once, and an incident is opened (scheme.md section 7). */
export const correctLandlord = defineStep({
  action: 'correct_landlord',
  circulation: true,
  input: () =>
    z.object({
      landlordId: z
        .string({ error: 'Please choose the right landlord.' })
        .min(1, 'Please choose the right landlord.'),
    }),
  decide({ scheme, request, partners, approvals }, { landlordId }, { by, now }) {
    const landlord = partners.find(({ id }) => id === landlordId)
    if (!landlord) {
      return {
        refused: 'no_such_landlord',
        field: 'landlordId',
        say: 'Please choose the landlord from the list.',
      }
    }
    if (landlordId === request.landlordId) {
      return { refused: 'same_landlord', field: 'landlordId', say: 'This is the landlord that was asked.' }
    }
    const entry = {
      at: now.toISOString(),
      by: by.id,
      text: 'The wrong landlord was asked. Its access ended at once and an incident was opened.',
    }
    return {
      say: `Corrected to ${landlord.name}. The other landlord’s access has ended. ${incidentSteps(scheme.rules.safety.reportingDecisionHours)}`,
      request: {
        landlordId,
        form: withIncident(
          withConfidential(request.form, {
            contactLog: [...request.form.confidential.contactLog, entry],
          }),
          { by, now },
        ),
      },
      approvals: approvals.filter(({ ended }) => !ended).map((approval) => ({ ...approval, ended: true })),
      codes: { incident: true },
      urgent: true,
      tell: [
        { topic: 'wrong_landlord', to: 'officers' },
        { topic: 'incident', to: 'coordinators' },
      ],
    }
  },
})
