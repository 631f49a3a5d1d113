import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { delivery } from './delivery.js'
import { dialogue } from './dialogue.js'
import { VENUES, type Venue } from './venues.js'

const shown = new Map<string, [venue: string, what: unknown][]>()

describe.each(VENUES)('the scheme on %s', (name, open) => {
  let venue: Venue
  beforeAll(async () => {
    venue = await open()
  })
  afterAll(() => venue?.world.end())

  dialogue(
    () => venue,
    (what, seen) => shown.set(what, [...(shown.get(what) ?? []), [name, seen]]),
  )
  delivery(() => venue)
})

describe('whichever chat it is', () => {
  test('the same forms stand there, with the same fields, values and sentences', () => {
    expect(shown.size).toBeGreaterThan(0)
    for (const [what, everywhere] of shown) {
      expect(everywhere, what).toHaveLength(VENUES.length)
      const [, first] = everywhere[0] ?? []
      for (const [name, seen] of everywhere) expect([what, name, seen]).toEqual([what, name, first])
    }
  })
})
