import type { FieldValues } from '../../src/standins/slack/index.js'
import { day, type Wrong } from './form-opening.js'
import type { World } from './world.js'

/** Pages of the referral: what is wrong in them besides what is wrong everywhere. */
export const REFERRAL_WRONG: Readonly<Record<string, (world: World) => Wrong[]>> = {
  consent: (world) => [{ field: 'consentDate', why: 'still to come', value: day(world, 1) }],
  tenancy: () => [],
  risk: (): Wrong[] => [
    { field: 'riskKinds', why: 'missing', value: [] },
    { field: 'domesticAbuseService', why: 'missing where it is asked', value: null },
    {
      field: 'areasAtRisk',
      why: 'missing for a case that is told by them',
      value: [],
      beside: { riskKinds: ['gang_related'] },
    },
    { field: 'dashScore', why: 'beyond its scale', value: '25' },
    { field: 'keepApartFrom', why: 'no code', value: 'the other family' },
    { field: 'keepApartFrom', why: 'too many codes', value: 'W-ABC234, '.repeat(31) },
    { field: 'excludedPeople', why: 'too many people', value: Array.from({ length: 51 }, (_, i) => `p${i}`) },
  ],
  household: (): Wrong[] => [
    { field: 'girls10to15', why: 'more girls than children', value: '2', beside: { children10to15: '1' } },
    { field: 'under21Women', why: 'more women than people', value: '2', beside: { under21: '1' } },
    { field: 'couples', why: 'more than there are adults', value: '3' },
    { field: 'adults26to59', why: 'too many', value: '21' },
  ],
  home: () => wrongOfTheHome,
  areas: () => wrongAreas('E09000012'),
  review: () => [],
}

export const THE_HOME: FieldValues = {
  bedrooms: null,
  bedroomsReason: null,
  acceptOneFewer: [],
  propertyNeeds: ['pet:allowed'],
  highestFloor: 'second',
  tenancyNeeded: 'lifetime',
}
export const wrongOfTheHome: Wrong[] = [
  { field: 'bedrooms', why: 'none', value: '0' },
  { field: 'bedrooms', why: 'too many', value: '13' },
  { field: 'bedroomsReason', why: 'missing for another number', value: null, beside: { bedrooms: '5' } },
  {
    field: 'propertyNeeds',
    why: 'two answers to one question',
    value: ['wheelchair:fully', 'wheelchair:essential_rooms'],
  },
]
export const wrongAreas = (livesIn: string): Wrong[] => [
  { field: 'areasWanted', why: 'too few', value: ['E09000004'] },
  {
    field: 'areasWanted',
    why: 'with the one where they live',
    value: [livesIn, 'E09000004', 'E09000022', 'E09000024', 'E09000029'],
  },
]
