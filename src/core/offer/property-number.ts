import { z } from 'zod'
import { findPersonalDetails, type PersonalDetail } from '../privacy/personal-details.js'

const WORDS_OF_AN_ADDRESS =
  'road rd street st avenue ave lane ln close crescent cres court house flat apartment apt way drive gardens gdns grove place terrace terr square mews walk hill park estate est tower block floor door uprn'.split(
    ' ',
  )

const OWN_NUMBER = 'Please use the number by which your own organisation knows the home.'

/**
 * The partner's own number of the home. An address, a postcode or a national property number would lead there, and it
 * is read by people who must not learn of anybody: nothing that tells of a person stands in it (scheme.md section 5, X).
 */
export const propertyNumber = z
  .string({ error: 'Please give your own property number.' })
  .trim()
  .min(1, 'Please give your own property number.')
  .max(30, 'Please keep it to 30 characters.')
  .refine(
    (text) => /^[\w./-]*\d[\w./-]*$/.test(text) && !looksLikeAddress(text),
    `This looks like an address or postcode. ${OWN_NUMBER}`,
  )
  .refine(
    (text) => !tellsOfSomebody(text),
    `This looks like a name, a date, a telephone number or another personal detail. ${OWN_NUMBER}`,
  )

/** Longest run of letters: a prefix of the partner's own, never a name or a street. */
const MOST_LETTERS = 4

function looksLikeAddress(text: string): boolean {
  const words = text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []
  const joined = joinedUp(text)
  return (
    words.some((word) => word.length > MOST_LETTERS || WORDS_OF_AN_ADDRESS.includes(word.toLowerCase())) ||
    // The number of a door before the name of its street: nothing but words follows.
    /^\d{1,3}[a-z]?(?:[._/-]+[a-z]+)*[._/-]+[a-z]{3,}$/i.test(text) ||
    // A whole postcode, wherever it stands and however it is divided.
    /[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}/.test(joined) ||
    // Unique property reference numbers have up to twelve digits and can be looked up by anybody.
    /^[1-9]\d{10,11}$/.test(joined)
  )
}

function tellsOfSomebody(text: string): boolean {
  return (
    /^0\d{9,10}$/.test(joinedUp(text)) ||
    isDate(text) ||
    // What stands before the @ of an address: first and last name, and a digit.
    /^[a-z]+[._][a-z]+\d+$/.test(text) ||
    findPersonalDetails(text).some((found) => !hasShapeOfOwnNumber(found))
  )
}

/**
 * Numbers of homes have these shapes too: digits filled up with zeros, ten in a row, a prefix and six digits, short
 * words with digits, and stair, floor and door with points between. Whatever else the detectors know is taken for what it looks like.
 */
function hasShapeOfOwnNumber({ kind, excerpt }: PersonalDetail): boolean {
  switch (kind) {
    case 'phone':
      return /^00(?!44)\d+$/.test(excerpt)
    case 'nhs_number':
      return /^\d+$/.test(excerpt)
    case 'ni_number':
      return /\d$/.test(excerpt)
    case 'link':
      return /^[\d.]+$/.test(excerpt)
    default:
      return kind === 'handle' || kind === 'plate'
  }
}

/** A day of the calendar, as it is written in full or with two digits each. */
function isDate(text: string): boolean {
  const dates = [
    /(?<!\d)(?<day>\d{1,2})[./_-](?<month>\d{1,2})[./_-](?:19|20)\d{2}(?!\d)/,
    /(?<!\d)(?:19|20)\d{2}[./_-](?<month>\d{1,2})[./_-](?<day>\d{1,2})(?!\d)/,
    /^(?<day>\d{2})[./_-](?<month>\d{2})[./_-]\d{2}$/,
  ]
  return dates.some((date) => {
    const { day, month } = date.exec(text)?.groups ?? {}
    const within = (part: string | undefined, most: number) => Number(part) >= 1 && Number(part) <= most
    return within(day, 31) && within(month, 12)
  })
}

function joinedUp(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
