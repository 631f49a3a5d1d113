import { z } from 'zod'
import { codeKind, normaliseCode } from '../../privacy/codes.js'
import { isToldByRiskAreas } from '../../scheme/look-up.js'
import type { Scheme } from '../../scheme/scheme-file.js'
import type { Exclusion } from '../form-content.js'
import { ids, optionalDay, optionalWholeNumber, several, tick, yesOrNo } from '../form-fields.js'
import { type FormState, type Section, withFields } from './section.js'

const MOST_CODES = 30
const DOMESTIC_ABUSE_SERVICE = ['involved', 'signposted', 'not_involved'] as const

/** Kinds of risk, support, and what must be kept apart from whom. Marks A and C. */
export const riskSection: Section = {
  id: 'risk',
  title: 'Risk and support',
  schema: (scheme, before) =>
    z
      .object({
        riskKinds: several(scheme.riskKinds).refine(
          (kinds) => kinds.length > 0,
          'Please choose at least one kind of risk.',
        ),
        supportInPlace: yesOrNo(),
        domesticAbuseService: z.preprocess(
          (value) => (value === '' || value === null ? undefined : value),
          z.enum(DOMESTIC_ABUSE_SERVICE, { error: 'Please choose one of the list.' }).optional(),
        ),
        gangSupportConfirmed: tick(),
        housingMovesRegistered: tick(),
        areasAtRisk: several(scheme.areas.map(({ code }) => ({ id: code }))),
        jointTenancyWithPerpetrator: tick(),
        dashScore: optionalWholeNumber(0, 24),
        maracDate: optionalDay(),
        keepApartFrom: codes(),
        excludedOrganisations: ids(),
        excludedPeople: ids(),
      })
      .superRefine((fields, context) => {
        const kinds = scheme.riskKinds.filter(({ id }) => fields.riskKinds.includes(id))
        if (kinds.some((kind) => kind.asksDomesticAbuseService) && !fields.domesticAbuseService) {
          context.addIssue({
            code: 'custom',
            path: ['domesticAbuseService'],
            message: 'Please say whether a domestic abuse service is involved.',
          })
        }
        if (isToldByRiskAreas(scheme, fields.riskKinds) && fields.areasAtRisk.length === 0) {
          context.addIssue({
            code: 'custom',
            path: ['areasAtRisk'],
            message: `Please choose the ${scheme.words.area.many} where there is a risk: all others count as suitable.`,
          })
        }
      })
      .transform((fields) => riskApplied(scheme, before, fields)),
  values: ({ form: { approval, confidential } }) => ({
    riskKinds: approval.riskKinds,
    supportInPlace: approval.supportInPlace,
    domesticAbuseService: approval.domesticAbuseService,
    gangSupportConfirmed: approval.gangSupportConfirmed,
    housingMovesRegistered: approval.housingMovesRegistered,
    areasAtRisk: confidential.areasAtRisk,
    jointTenancyWithPerpetrator: confidential.jointTenancyWithPerpetrator,
    dashScore: confidential.dashScore,
    maracDate: confidential.maracDate,
    keepApartFrom: confidential.keepApartFrom.join(', '),
    excludedOrganisations: idsOf(confidential.exclusions, 'organisation'),
    excludedPeople: idsOf(confidential.exclusions, 'person'),
  }),
}

interface RiskFields {
  riskKinds: string[]
  supportInPlace: boolean
  domesticAbuseService?: (typeof DOMESTIC_ABUSE_SERVICE)[number] | undefined
  gangSupportConfirmed: boolean
  housingMovesRegistered: boolean
  areasAtRisk: string[]
  jointTenancyWithPerpetrator: boolean
  dashScore?: number | undefined
  maracDate?: string | undefined
  keepApartFrom: string[]
  excludedOrganisations: string[]
  excludedPeople: string[]
}

function riskApplied(scheme: Scheme, before: FormState, fields: RiskFields): FormState {
  const exclusions: Exclusion[] = [
    ...fields.excludedOrganisations.map((id) => ({ kind: 'organisation' as const, id })),
    ...fields.excludedPeople.map((id) => ({ kind: 'person' as const, id })),
    // The form names no teams; those that a coordinator set stay.
    ...before.form.confidential.exclusions.filter(({ kind }) => kind === 'team'),
  ]
  return withFields(before, {
    needs: { toldByRiskAreas: isToldByRiskAreas(scheme, fields.riskKinds) },
    approval: {
      riskKinds: fields.riskKinds,
      supportInPlace: fields.supportInPlace,
      domesticAbuseService: fields.domesticAbuseService,
      gangSupportConfirmed: fields.gangSupportConfirmed,
      housingMovesRegistered: fields.housingMovesRegistered,
    },
    confidential: {
      areasAtRisk: fields.areasAtRisk,
      jointTenancyWithPerpetrator: fields.jointTenancyWithPerpetrator,
      dashScore: fields.dashScore,
      maracDate: fields.maracDate,
      keepApartFrom: fields.keepApartFrom,
      exclusions,
    },
  })
}

/** Working codes or references of linked cases, as somebody types them: with commas, spaces or lines between. */
function codes() {
  return z
    .preprocess((typed) => typed ?? '', z.union([z.string(), z.array(z.string())]))
    .transform((typed, context) => {
      const list = (typeof typed === 'string' ? typed.split(/[\s,;]/) : typed).filter((code) => code !== '')
      const known = list.map(normaliseCode)
      if (list.length > MOST_CODES) {
        context.addIssue({ code: 'custom', message: `Please give at most ${MOST_CODES} codes.` })
        return z.NEVER
      }
      const wrong = list.find((_, index) => !isCaseCode(known[index] ?? ''))
      if (wrong === undefined) return [...new Set(known)]
      context.addIssue({ code: 'custom', message: `“${wrong}” is not a working code or a reference.` })
      return z.NEVER
    })
}

function isCaseCode(code: string): boolean {
  const kind = codeKind(code)
  return kind === 'working' || kind === 'reference'
}

function idsOf(exclusions: readonly Exclusion[], kind: Exclusion['kind']): string[] {
  return exclusions.filter((exclusion) => exclusion.kind === kind).map(({ id }) => id)
}
