import { z } from 'zod'

const WORDS_OF_AN_ADDRESS =
  'road rd street avenue ave lane close crescent court house flat apartment apt way drive gardens grove place terrace square mews walk hill park estate tower block floor door uprn'.split(
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

function looksLikeAddress(text: string): boolean {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  const joined = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return (
    words.some((word) => WORDS_OF_AN_ADDRESS.includes(word)) ||
    /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(joined) ||
    // Unique property reference numbers have up to twelve digits and can be looked up by anybody.
    /^[1-9]\d{10,11}$/.test(joined)
  )
}
