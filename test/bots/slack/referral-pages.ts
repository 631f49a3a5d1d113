import type { FieldValues } from '../../../src/standins/slack/index.js'

/** A whole referral, page by page, as somebody fills it in: a mother and her daughter, from Camden to five other boroughs. */
export const PAGES: Readonly<Record<string, FieldValues>> = {
  consent: { consentGiven: ['yes'], consentDate: '2026-11-20', immediateRisk: 'no' },
  tenancy: {
    landlordId: 'camden',
    homeArea: 'E09000007',
    tenancyNow: 'secure_lifetime',
    currentBedrooms: '2',
    currentFloor: '3',
    currentType: 'flat',
    overcrowded: 'no',
    temporary: 'no',
    rentAccount: 'clear',
    eligibleForAllocation: 'yes',
    ownStockCannotMeet: 'yes',
  },
  risk: {
    riskKinds: ['domestic_abuse'],
    supportInPlace: 'yes',
    domesticAbuseService: 'involved',
    housingMovesRegistered: ['yes'],
  },
  household: { adults26to59: '1', children2to9: '1', tenancyWanted: 'sole', rentBand: 'up_to_190' },
  home: { tenancyNeeded: 'lifetime' },
  areas: { areasWanted: ['E09000004', 'E09000012', 'E09000006', 'E09000008', 'E09000009'] },
}
