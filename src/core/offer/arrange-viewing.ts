import { DateTime } from 'luxon'
import { z } from 'zod'
import { defineStep } from '../request/step.js'
import { dateWords } from '../time/words.js'
import { offerAtIssue } from './end-offer.js'

const WHEN = 'Please give a day and a time.'

/** A date and a time, nothing else: the address is exchanged by phone. */
export const arrangeViewing = defineStep({
  action: 'arrange_viewing',
  input: ({ scheme }) => z.object({ viewingAt: instant(scheme.timezone) }),
  decide({ scheme }, { viewingAt }, context) {
    if (viewingAt <= context.now) {
      return {
        refused: 'in_the_past',
        field: 'viewingAt',
        say: 'Please choose a time that is still to come.',
      }
    }
    const at = viewingAt.toISOString()
    return {
      say: `Viewing on ${dateWords(at, scheme.timezone)}. The address is exchanged by phone, never here.`,
      offers: [{ ...offerAtIssue(context), state: 'viewing_arranged', viewingAt: at }],
      tell: [
        { topic: 'viewing_arranged', to: 'officers' },
        { topic: 'viewing_arranged', to: 'offerer' },
      ],
    }
  },
})

/** With an offset, or as the clocks of the scheme show it. */
function instant(zone: string): z.ZodType<Date> {
  return z
    .string(WHEN)
    .refine((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && DateTime.fromISO(text).isValid, WHEN)
    .transform((text) => DateTime.fromISO(text, { zone }).toJSDate())
}
