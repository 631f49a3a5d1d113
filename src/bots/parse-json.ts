/** Half of a sign: no text that somebody typed holds one, and it can be put into no address and no other body. */
const HALF_A_SIGN = /\p{Surrogate}/u

/**
 * Parses what a platform sent. Null for what is no JSON, and for what no platform writes and the libraries behind trip
 * over: a key that every object has from birth, such as `toString`, and halves of signs.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (key, value) => {
      if (isEverybodys(key) || (typeof value === 'string' && HALF_A_SIGN.test(value)))
        throw new SyntaxError('No platform writes this')
      return value
    })
  } catch {
    return null
  }
}

/** Whether every object has this key from birth. */
export function isEverybodys(key: string): boolean {
  return key in Object.prototype
}
