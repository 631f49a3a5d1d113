import type { FormData } from '../../../src/bots/forms/form-data.js'

/** With signs that platforms give a meaning to. */
export const long = (most: number) => 'W&<> '.repeat(most).slice(0, most)

/** More partners and people than one menu of Slack holds, with the longest names, and every text at its longest. */
export const crowded: FormData = {
  partners: Array.from({ length: 53 }, (_, index) => ({ id: `partner-${index}`, label: long(150) })),
  people: Array.from({ length: 430 }, (_, index) => ({
    id: `person-${index}`,
    label: `${index} ${long(150)}`,
  })),
  actual: Array.from({ length: 9 }, (_, index) => ({ id: `officer-${index}`, label: long(150) })),
  teams: [{ id: 'team', label: long(150) }],
  officers: Array.from({ length: 4 }, () => ({ name: long(150), organisation: long(150), phone: long(30) })),
  questions: Array.from({ length: 20 }, () => long(1_000)),
  reach: {
    partners: [long(2_000)],
    released: false,
    reached: 0,
    unreached: [long(2_000)],
    uncertain: [long(2_000)],
    fits: 3,
  },
  offer: { home: long(400), propertyNumber: long(30), area: long(150), warnings: [long(400), long(400)] },
  missing: Array.from({ length: 40 }, () => ({ section: 'risk', words: long(300) })),
  actions: Array.from({ length: 45 }, (_, index) => ({ id: `action-${index}`, label: long(75) })),
  values: Object.fromEntries(
    ['anythingElse', 'bedroomsReason', 'keepApartFrom'].map((name) => [name, long(3_000)]),
  ),
}
