import { floorOptions, needOptions } from '../../core/request/sections/home.js'
import { adultsField, childrenField, girlsBands, girlsField } from '../../core/request/sections/household.js'
import type { Scheme } from '../../core/scheme/scheme-file.js'
import {
  areas,
  choice,
  count,
  date,
  info,
  many,
  NO_NAMES,
  number,
  text,
  tick,
  words,
  yesNo,
} from './fields.js'
import type { Field } from './form.js'
import type { FormData } from './form-data.js'

export function consentFields({ texts }: Scheme): Field[] {
  return [
    info(words(texts.consent)),
    tick('consentGiven', texts.consentTick, { required: true }),
    date('consentDate', 'Day on which consent was given'),
    yesNo('immediateRisk', 'Is the applicant at immediate risk?'),
    info({ part: 'note', text: texts.emergency }),
  ]
}

export function tenancyFields(scheme: Scheme, { partners = [] }: FormData): Field[] {
  return [
    choice('landlordId', 'Landlord now', partners, {
      hint: 'In temporary accommodation or a refuge: the landlord before.',
    }),
    choice('homeArea', `Home ${scheme.words.area.one}`, areas(scheme)),
    choice('tenancyNow', 'Tenancy now', scheme.tenancies),
    tick('owedByLocalAuthority', 'A local authority owes the tenancy'),
    number('currentBedrooms', 'Bedrooms now'),
    number('currentFloor', 'Floor now', { hint: '0 is the ground floor.' }),
    choice('currentType', 'Type of home now', scheme.propertyTypes),
    yesNo('overcrowded', 'Overcrowded?'),
    yesNo('temporary', 'In temporary accommodation or a refuge now?'),
    choice('rentAccount', 'Rent account', scheme.rentAccounts),
    yesNo('eligibleForAllocation', 'Eligible for an allocation of social housing?'),
    yesNo('ownStockCannotMeet', 'Has the landlord said that it cannot meet the need in its own stock?'),
  ]
}

export function riskFields(scheme: Scheme, { partners = [], people = [] }: FormData): Field[] {
  const { gangSupport, housingMoves, area } = scheme.words
  return [
    many('riskKinds', 'Kind of risk', scheme.riskKinds, { required: true }),
    yesNo('supportInPlace', 'Is support in place?'),
    choice(
      'domesticAbuseService',
      'Domestic abuse service',
      [
        { id: 'involved', label: 'Involved' },
        { id: 'signposted', label: 'Signposted' },
        { id: 'not_involved', label: 'Not involved' },
      ],
      { required: false },
    ),
    tick('gangSupportConfirmed', `${gangSupport} or equivalent support and risk management confirmed`, {
      hint: 'Needed where the risk comes from gangs or serious youth violence.',
    }),
    tick('housingMovesRegistered', `Registered with ${housingMoves} and bidding`),
    many('areasAtRisk', `${capital(area.many)} at risk`, areas(scheme), {
      hint: 'Never shown to any partner.',
    }),
    tick('jointTenancyWithPerpetrator', 'Joint tenancy with the perpetrator'),
    number('dashScore', 'DASH score', { required: false }),
    date('maracDate', 'MARAC date', { required: false }),
    text('keepApartFrom', 'Keep apart from', {
      required: false,
      line: true,
      max: 300,
      hint: 'Working codes or references of rival or linked cases.',
    }),
    many('excludedOrganisations', 'Organisations that must not see this request', partners),
    many('excludedPeople', 'People who must not see this request', people),
  ]
}

export function householdFields(scheme: Scheme): Field[] {
  const girls = new Set(girlsBands(scheme).map(({ id }) => id))
  return [
    info(words('Numbers by age band. Leave a field empty where there is nobody.')),
    ...scheme.ageBands.adults.map((band) => count(adultsField(band), `Adults, ${band.label}`)),
    ...scheme.ageBands.children.flatMap((band) => [
      count(childrenField(band), `Children, ${band.label}`),
      ...(girls.has(band.id)
        ? [count(girlsField(band), `Of these, girls, ${band.label}`, { hint: 'Empty if not known.' })]
        : []),
    ]),
    count('couples', 'Couples'),
    count('under21', 'Adults under 21 who are not in a couple', { hint: 'Empty if not known.' }),
    count('under21Women', 'Of these, women'),
    tick('babyExpected', 'A baby is expected'),
    tick('carer', 'A carer needs a room'),
    choice('tenancyWanted', 'Tenancy wanted', [
      { id: 'sole', label: 'Sole' },
      { id: 'joint', label: 'Joint' },
    ]),
    choice('rentBand', 'Rent that can be afforded', scheme.rentBands),
  ]
}

export function homeFields(scheme: Scheme): Field[] {
  return [
    number('bedrooms', 'Bedrooms needed', {
      required: false,
      hint: 'Empty: the number of the national bedroom standard.',
    }),
    text('bedroomsReason', 'Reason for another number of bedrooms', {
      required: false,
      max: 500,
      hint: NO_NAMES,
    }),
    tick('acceptOneFewer', 'Would accept one bedroom fewer'),
    many('propertyNeeds', 'The home needs', needOptions(scheme), {
      hint: 'A need of the home, never a diagnosis.',
    }),
    choice('highestFloor', 'Highest floor without a lift', floorOptions(scheme), { required: false }),
    choice('tenancyNeeded', 'Tenancy needed', scheme.tenancyNeeds),
  ]
}

export function areasFields(scheme: Scheme): Field[] {
  const { many: areaWords } = scheme.words.area
  return [
    many('areasWanted', `${capital(areaWords)} wanted`, areas(scheme), {
      hint: `At least ${scheme.rules.areas.minimumWanted}, unless the case is told by areas at risk.`,
    }),
    text('anythingElse', 'Anything else', {
      required: false,
      hint: `${NO_NAMES} The coordinator, you and the approving lead see it.`,
    }),
  ]
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
