import type { Scheme } from '../../core/scheme/scheme-file.js'
import { type Answers, describeAnswers } from './describe-answers.js'
import { info, words } from './fields.js'
import type { Field, Form, FormStep } from './form.js'
import type { FormData } from './form-data.js'
import {
  areasFields,
  consentFields,
  homeFields,
  householdFields,
  riskFields,
  tenancyFields,
} from './refer-fields.js'

/** The property request form: six sections as core has them, then a look at the whole before it is sent. */
export function referForm(scheme: Scheme, data: FormData): Form {
  const sections: [FormStep, ...FormStep[]] = [
    { id: 'consent', title: 'Consent', fields: consentFields(scheme) },
    { id: 'tenancy', title: 'Landlord and tenancy now', fields: tenancyFields(scheme, data) },
    { id: 'risk', title: 'Risk and support', fields: riskFields(scheme, data) },
    { id: 'household', title: 'Household', fields: householdFields(scheme) },
    { id: 'home', title: 'The home that is needed', fields: homeFields(scheme) },
    { id: 'areas', title: 'Areas and anything else', fields: areasFields(scheme) },
  ]
  const [first, ...others] = sections
  return {
    id: 'refer',
    title: 'Property request',
    steps: [first, ...others, reviewStep(sections, data)],
    submitLabel: 'Send it in',
  }
}

function reviewStep(sections: readonly FormStep[], { values = {}, missing = [] }: FormData): FormStep {
  const open = missing.map(({ section, words }) => {
    const title = sections.find(({ id }) => id === section)?.title
    return { text: '', warnings: [title ? `${title}: ${words}` : words] }
  })
  return {
    id: 'review',
    title: 'Look it over',
    fields: [
      open.length > 0
        ? info({ part: 'list', title: 'Still missing', items: open })
        : info(words('Everything is there. You can send it in.')),
      ...sections.map(({ title = '', fields }) => reviewed(title, describeAnswers(fields, values))),
    ],
  }
}

/** What was answered, and below it in one quiet line what was not: a page of dashes hides what matters. */
function reviewed(title: string, { facts, unanswered }: Answers): Field {
  return info(
    { part: 'heading', text: title },
    ...(facts.length > 0 ? [{ part: 'facts' as const, facts }] : []),
    ...(unanswered.length > 0
      ? [
          {
            part: 'note' as const,
            text: `Left empty: ${unanswered.map((label) => label.replace(/\?$/, '')).join('; ')}.`,
          },
        ]
      : []),
  )
}
