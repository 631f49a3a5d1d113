export type Sex = 'f' | 'm'

/** Couples are not repeated among the people. */
export interface BedroomCase {
  couples: number
  people: readonly { age: number; sex: Sex }[]
}

/**
 * National bedroom standard [S40], best pairing (D11): a room for each couple, each other person of 21 or over, each
 * pair of the same sex aged 10 to 20, each pair under 10; somebody aged 10 to 20 who is left over shares with a child
 * under 10 of the same sex where possible, else has a room.
 */
export function bedroomsNeeded({ couples, people }: BedroomCase): number {
  const number = (from: number, to: number, sex: Sex) =>
    people.filter((person) => person.age >= from && person.age <= to && person.sex === sex).length
  return bedroomsFor({
    couples,
    adults: people.filter(({ age }) => age >= 21).length,
    teens: { f: number(10, 20, 'f'), m: number(10, 20, 'm') },
    young: { f: number(0, 9, 'f'), m: number(0, 9, 'm') },
  })
}

/** The same by numbers: `teens` are 10 to 20, `young` under 10, `adults` 21 or over and outside a couple. */
export function bedroomsFor(numbers: {
  couples: number
  adults: number
  teens: Record<Sex, number>
  young: Record<Sex, number>
}): number {
  const { couples, adults, teens, young } = numbers
  // Pairing teens among themselves first is never worse: at most one of each sex is left, and a child that shares with
  // that one would otherwise take half of another room.
  const shares = (sex: Sex) => (teens[sex] % 2 === 1 && young[sex] > 0 ? 1 : 0)
  const teenRooms = Math.ceil(teens.f / 2) + Math.ceil(teens.m / 2)
  const youngLeft = young.f + young.m - shares('f') - shares('m')
  return couples + adults + teenRooms + Math.ceil(youngLeft / 2)
}
