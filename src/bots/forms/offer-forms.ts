import { meetsOptions } from '../../core/offer/home-needs.js'
import type { Scheme } from '../../core/scheme/scheme-file.js'
import type { Part } from '../views/view.js'
import {
  areas,
  choice,
  date,
  dateTime,
  many,
  NOTE_SEEN_BY,
  note,
  number,
  text,
  tick,
  words,
  yesNo,
} from './fields.js'
import type { Form } from './form.js'
import type { FormData } from './form-data.js'
import { simple } from './simple.js'

/** Forms about one offered home. An address is never asked for. */

export function makeOfferForm(scheme: Scheme): Form {
  return simple(
    'make_offer',
    'Offer a property',
    'Offer',
    [
      text('propertyNumber', 'Your own property number', {
        line: true,
        max: 30,
        hint: 'Never an address or postcode.',
      }),
      choice('area', `In which ${scheme.words.area.one}?`, areas(scheme)),
      number('bedrooms', 'Bedrooms'),
      choice('type', 'Type of home', scheme.propertyTypes),
      number('floor', 'Floor', { hint: '0 is the ground floor.' }),
      tick('lift', 'There is a lift'),
      many('meets', 'What the home has', meetsOptions(scheme)),
      number('rentPerWeek', 'Rent a week, in pounds', { decimals: true }),
      choice(
        'tenancyOffered',
        'Tenancy offered',
        scheme.tenancies.filter(({ offered }) => offered),
      ),
      date('availableFrom', 'Free from'),
    ],
    words('A coordinator checks the area first. You hear whether the home is passed on.'),
  )
}

export function checkAreaForm(scheme: Scheme, data: FormData): Form {
  return simple(
    'check_area',
    'Check the area',
    'Record the check',
    [
      yesNo('suitable', 'Is the home suitable for this applicant?'),
      tick('keepApartCleared', 'Checked against the cases to keep apart from'),
      choice('reason', 'If not: why?', scheme.reasons.notSuitableArea, { required: false }),
      note(NOTE_SEEN_BY),
    ],
    ...theHome(data),
    words('If it is not suitable, the housing officer reads "not taken up" and nothing else.'),
  )
}

export function chooseOfferForm(scheme: Scheme, data: FormData): Form {
  return simple(
    'choose_offer',
    'Choose this offer',
    'Choose',
    [
      tick('lessSecureUnderstood', 'The applicant knows that the tenancy offered is less secure', {
        hint: 'Only needed where the offer says so.',
      }),
    ],
    ...theHome(data),
    words(
      'The landlord is told, and its time for an answer begins. Your name and phone number are passed on.',
    ),
    words(scheme.texts.tenancyAdvice),
  )
}

export function arrangeViewingForm(scheme: Scheme, data: FormData): Form {
  return simple(
    'arrange_viewing',
    'Arrange a viewing',
    'Save',
    [dateTime('viewingAt', 'Day and time of the viewing')],
    ...theHome(data),
    words(scheme.texts.addressByPhone),
  )
}

function theHome({ offer }: FormData): Part[] {
  if (!offer) return []
  const item = { text: offer.home, detail: `Property ${offer.propertyNumber}`, warnings: offer.warnings }
  return [{ part: 'list', title: 'The home', items: [item] }]
}
