import { z } from 'zod'
import { choice, tick, wholeNumber, yesOrNo } from '../form-fields.js'
import { type Section, withFields } from './section.js'

const RENT_ACCOUNTS = ['clear', 'plan', 'arrears', 'abuse_linked_arrears'] as const

/** Where the applicant lives now. Whether the landlord is a partner is looked up when the section is saved. */
export const tenancySection: Section = {
  id: 'tenancy',
  title: 'Landlord and tenancy now',
  schema: (scheme, before) =>
    z
      .object({
        landlordId: z.string({ error: 'Please choose the landlord.' }).min(1, 'Please choose the landlord.'),
        homeArea: choice(scheme.areas.map(({ code }) => ({ id: code }))),
        tenancyNow: choice(scheme.tenancies),
        owedByLocalAuthority: tick(),
        currentBedrooms: wholeNumber(0, 20),
        currentFloor: wholeNumber(-3, 60),
        currentType: choice(scheme.propertyTypes),
        overcrowded: yesOrNo(),
        temporary: yesOrNo(),
        rentAccount: z.enum(RENT_ACCOUNTS, { error: 'Please choose one of the list.' }),
        eligibleForAllocation: yesOrNo(),
        ownStockCannotMeet: yesOrNo(),
      })
      .transform(
        ({
          landlordId,
          currentBedrooms,
          currentFloor,
          currentType,
          overcrowded,
          temporary,
          ...approval
        }) => ({
          ...withFields(before, {
            approval: {
              ...approval,
              currentHome: {
                bedrooms: currentBedrooms,
                floor: currentFloor,
                type: currentType,
                overcrowded,
                temporary,
              },
            },
          }),
          landlordId,
        }),
      ),
  values: ({ landlordId, form: { approval } }) => ({
    landlordId: landlordId ?? undefined,
    homeArea: approval.homeArea,
    tenancyNow: approval.tenancyNow,
    owedByLocalAuthority: approval.owedByLocalAuthority,
    currentBedrooms: approval.currentHome?.bedrooms,
    currentFloor: approval.currentHome?.floor,
    currentType: approval.currentHome?.type,
    overcrowded: approval.currentHome?.overcrowded,
    temporary: approval.currentHome?.temporary,
    rentAccount: approval.rentAccount,
    eligibleForAllocation: approval.eligibleForAllocation,
    ownStockCannotMeet: approval.ownStockCannotMeet,
  }),
}
