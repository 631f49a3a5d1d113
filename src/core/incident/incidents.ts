import type { FormContent, Incident } from '../request/form-content.js'
import { withConfidential } from '../request/notes.js'
import type { StepContext } from '../request/step.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { workingTime } from '../time/working-time.js'

type Signed = Pick<StepContext, 'by' | 'now'>

/** Something reached somebody it should not: whether it has to be reported is open until a coordinator decides. */
export function withIncident(form: FormContent, { by, now }: Signed): FormContent {
  const incident = { at: now.toISOString(), by: by.id }
  return withConfidential(form, { incidents: [...incidentsOf(form), incident] })
}

/** The oldest incident whose reporting nobody has decided yet (section 7). */
export function undecidedIncident(form: FormContent): Incident | undefined {
  return incidentsOf(form).find(({ decision }) => decision === undefined)
}

/** All that happened so far is decided by one decision: the people who decide look at the whole. */
export function withReportingDecision(
  form: FormContent,
  decided: { reported: boolean; why: string },
  { by, now }: Signed,
): FormContent {
  const decision = { ...decided, at: now.toISOString(), by: by.id }
  return withConfidential(form, {
    incidents: incidentsOf(form).map((incident) => ({ decision, ...incident })),
  })
}

/** Until when reporting has to be decided: hours from the incident on, nights and weekends included. */
export function decideReportingBy({ at }: Incident, scheme: Scheme): Date {
  return workingTime(scheme).addMinutes(new Date(at), scheme.rules.safety.reportingDecisionHours * 60)
}

export function incidentsOf({ confidential }: FormContent): readonly Incident[] {
  return confidential.incidents ?? []
}
