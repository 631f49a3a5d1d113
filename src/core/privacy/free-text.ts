import { z } from 'zod'
import type { Scheme } from '../scheme/scheme-file.js'
import { allowedWords } from './allowed-words.js'
import { findPersonalDetails } from './personal-details.js'

const MOST = 1_000

/** Text that somebody has to write. Personal details are caught at entry: the sentence shows what was found. */
export function freeText(scheme: Scheme, { max = MOST, missing = 'Please write a sentence.' } = {}) {
  return z
    .string({ error: missing })
    .trim()
    .min(1, missing)
    .max(max, `Please keep it under ${max + 1} characters.`)
    .superRefine((text, context) => {
      const [found] = findPersonalDetails(text, { allow: allowedWords(scheme) })
      if (found) {
        context.addIssue({
          code: 'custom',
          message: `“${found.excerpt}”: ${scheme.texts.personalDetailsFound}`,
        })
      }
    })
}

/** Text that may be left out; empty means none. */
export function optionalFreeText(scheme: Scheme, options: { max?: number } = {}) {
  return z.preprocess(
    (typed) => (typed === null || (typeof typed === 'string' && typed.trim() === '') ? undefined : typed),
    freeText(scheme, options).optional(),
  )
}
