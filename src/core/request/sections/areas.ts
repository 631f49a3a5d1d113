import { z } from 'zod'
import { optionalFreeText } from '../../privacy/free-text.js'
import type { Scheme } from '../../scheme/scheme-file.js'
import { several } from '../form-fields.js'
import { type FormState, type Section, withFields } from './section.js'

/** Where the applicant could live. A case told by areas at risk need name none (D7). */
export const areasSection: Section = {
  id: 'areas',
  title: 'Areas and anything else',
  schema: (scheme, before) =>
    z
      .object({
        areasWanted: several(scheme.areas.map(({ code }) => ({ id: code }))),
        anythingElse: optionalFreeText(scheme),
      })
      .superRefine(({ areasWanted }, context) => {
        const message = areasProblem(areasWanted, before, scheme)
        if (message) context.addIssue({ code: 'custom', path: ['areasWanted'], message })
      })
      .transform(({ areasWanted, anythingElse }) =>
        withFields(before, { needs: { areasWanted }, approval: { anythingElse } }),
      ),
  values: ({ form: { needs, approval } }) => ({
    areasWanted: needs.areasWanted,
    anythingElse: approval.anythingElse,
  }),
}

function areasProblem(wanted: readonly string[], before: FormState, scheme: Scheme): string | undefined {
  const { form } = before
  const { minimumWanted } = scheme.rules.areas
  const unsafe = unsafeAreaProblem(wanted, before, scheme)
  if (unsafe) return unsafe
  if (!form.needs.toldByRiskAreas && wanted.length < minimumWanted) {
    return `Please choose at least ${minimumWanted} ${scheme.words.area.many}.`
  }
  return undefined
}

/** Where somebody lives now, or is at risk, is never wanted: a notice would name it. */
export function unsafeAreaProblem(
  wanted: readonly string[],
  { form }: FormState,
  scheme: Scheme,
): string | undefined {
  const { one, many } = scheme.words.area
  if (form.approval.homeArea && wanted.includes(form.approval.homeArea)) {
    return `Please leave out the ${one} where the applicant lives now: the scheme is for moves to another ${one}.`
  }
  if (wanted.some((area) => form.confidential.areasAtRisk.includes(area))) {
    return `Please leave out the ${many} where there is a risk.`
  }
  return undefined
}
