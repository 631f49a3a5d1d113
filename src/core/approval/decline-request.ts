import { z } from 'zod'
import { mustTick, optionalChoice, optionalDay, tick } from '../request/form-fields.js'
import { noteWhereNeeded, reasonFields, withNote } from '../request/notes.js'
import { defineStep } from '../request/step.js'
import { areaName, reasonOf } from '../scheme/look-up.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { dayWords } from '../time/words.js'
import { workingTime } from '../time/working-time.js'
import { ALREADY_DECIDED, decided, fourEyes, undecidedApproval } from './own-approval.js'

/** The landlord says no, with a reason. Missing facts are a question and not a decline [S25]. */
export const declineRequest = defineStep({
  action: 'decline',
  input: ({ scheme }) =>
    z
      .object({
        ...reasonFields(scheme, 'declined'),
        identityConfirmed: mustTick(
          'Please phone the nominating officer for the name first, then tick that identity is confirmed.',
        ),
        safeArea: optionalChoice(scheme.areas.map(({ code }) => ({ id: code }))),
        expectedDate: optionalDay(),
        linkChecked: tick(),
      })
      .superRefine(noteWhereNeeded(scheme, 'declined'))
      .superRefine(whatTheReasonAsksFor(scheme)),
  decide(facts, input, context) {
    const { request, scheme, actor } = facts
    const eyes = fourEyes(facts)
    if (eyes) return eyes
    const own = undecidedApproval(facts, context)
    if (!own) return ALREADY_DECIDED
    const promise = reasonOf(scheme, 'declined', input.reason)?.ownStockPromise === true
    const time = workingTime(scheme)
    if (promise && (input.expectedDate ?? '') < time.localDate(context.now)) {
      return {
        refused: 'date_past',
        field: 'expectedDate',
        say: 'Please give the day by which you expect to offer it, from today on.',
      }
    }
    const checkOn = time.localDate(time.addDays(context.now, scheme.rules.review.ownStockPromiseDays))
    const note = [promise ? promiseWords(scheme, input) : undefined, input.note]
      .filter((part) => part !== undefined)
      .join(' ')
    return {
      say: `Declined. The nominating officer is told. ${scheme.words.coordinatorTeam} takes it from here.`,
      request: {
        panelOn: null,
        reviewOn: promise ? checkOn : null,
        form: withNote(
          request.form,
          'decline',
          { reason: input.reason, note: note === '' ? undefined : note },
          context,
        ),
      },
      approvals: decided(own, 'declined', actor.id, context.now),
      tell: [{ topic: 'declined', to: 'officers' }],
    }
  },
})

interface Fields {
  reason: string
  safeArea?: string | undefined
  expectedDate?: string | undefined
  linkChecked: boolean
}

/** A promise of own stock names a safe area and a day; action against the tenant was checked for a link to the abuse. */
function whatTheReasonAsksFor(scheme: Scheme) {
  return (fields: Fields, context: z.RefinementCtx): void => {
    const reason = reasonOf(scheme, 'declined', fields.reason)
    const ask = (field: keyof Fields, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (reason?.ownStockPromise && fields.safeArea === undefined) {
      ask('safeArea', `Please say in which ${scheme.words.area.one} you can offer a safe home.`)
    }
    if (reason?.needsLinkCheck && !fields.linkChecked) {
      ask('linkChecked', 'Please check first whether it is linked to the abuse or exploitation.')
    }
  }
}

function promiseWords(scheme: Scheme, { safeArea, expectedDate }: Fields): string {
  return `Own stock: ${areaName(scheme, safeArea ?? '')}, expected by ${dayWords(expectedDate ?? '', scheme.timezone)}.`
}
