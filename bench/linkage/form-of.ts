import type { Household } from '../../src/core/household/household.js'
import { emptyForm, type FormContent } from '../../src/core/request/form-content.js'
import type { Scheme } from '../../src/core/scheme/scheme-file.js'
import type { Kind } from './register.js'

/** The form as an officer would fill it for this household: sexes of children only where there are two who could share. */
export function formOf(kind: Kind, scheme: Scheme): FormContent {
  const form = emptyForm()
  form.details = { household: householdOf(kind, scheme), tenancyWanted: 'sole', rentBand: 'up_to_190' }
  form.needs = {
    ...form.needs,
    bedrooms: kind.bedrooms,
    acceptOneFewer: false,
    tenancyNeeded: scheme.tenancyNeeds[0]?.id ?? '',
    propertyNeeds: Object.fromEntries(
      scheme.propertyNeeds.map(({ id, options }, need) => [id, options[kind.needs[need] ?? 0]?.id ?? '']),
    ),
  }
  return form
}

function householdOf(kind: Kind, { ageBands }: Scheme): Household {
  const older = kind.girls.slice(1).reduce((sum, girls, band) => sum + girls + (kind.boys[band + 1] ?? 0), 0)
  return {
    adults: Object.fromEntries(ageBands.adults.map(({ id }, band) => [id, kind.adults[band] ?? 0])),
    couples: kind.couples,
    under21: null,
    children: Object.fromEntries(
      ageBands.children.map(({ id }, band) => {
        const [f, m] = [kind.girls[band] ?? 0, kind.boys[band] ?? 0]
        return [id, band > 0 && older > 1 ? { f, m, unknown: 0 } : { f: 0, m: 0, unknown: f + m }]
      }),
    ),
    babyExpected: kind.babyExpected,
    carer: kind.carer,
  }
}
