import { z } from 'zod'

const WORDS_OF_AN_ADDRESS =
  'road rd street st avenue ave lane close crescent court house flat apartment apt way drive gardens grove place terrace square mews walk hill park estate tower block floor door uprn'.split(
    ' ',
  )

/** The partner's own number of the home. An address, a postcode or a national property number would lead there. */
export const propertyNumber = z
  .string({ error: 'Please give your own property number.' })
  .trim()
  .min(1, 'Please give your own property number.')
  .max(30, 'Please keep it to 30 characters.')
  .refine(
    (text) => /^[\w./-]*\d[\w./-]*$/.test(text) && !looksLikeAddress(text),
    'This looks like an address or postcode. Please use the number by which your own organisation knows the home.',
  )

/** Longest run of letters: a prefix of the partner's own, never a name or a street. */
const MOST_LETTERS = 4

function looksLikeAddress(text: string): boolean {
  const words = text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []
  const joined = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return (
    words.some((word) => word.length > MOST_LETTERS || WORDS_OF_AN_ADDRESS.includes(word.toLowerCase())) ||
    // A whole postcode, wherever it stands and however it is divided.
    /[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}/.test(joined) ||
    // Unique property reference numbers have up to twelve digits and can be looked up by anybody.
    /^[1-9]\d{10,11}$/.test(joined)
  )
}
