/** All an insider has: what stood in the own channel, on the pages opened there, and what everybody knows. */

/** One message of a channel, as its readers saw it change. */
export interface Message {
  /** Place of the message in its channel; the same message keeps it. */
  place: string
  /** Oldest first; `at` in ISO 8601, UTC. */
  texts: { at: string; text: string }[]
  /** The details page, opened while the notice was open. */
  details: string | null
}

export interface Insider {
  landlord: number
  channel: Message[]
  /** The manager's page of properties owed, whenever it read otherwise than before. */
  balances: { at: string; text: string }[]
}

/** What is public: who takes part, where they have homes (null: nobody knows), and the words of the form. */
export interface Known {
  areas: string[]
  landlords: { name: string; areas: number[] | null }[]
}

/** A household of the register, as somebody knows it who knows everything but who is at risk. */
export interface Entry {
  area: number
  landlord: number
  person: Person
}

/** Facts of a household; entries that are alike share one. */
export interface Person {
  bedrooms: number
  /** By words of the band, such as "26 to 59". */
  adults: Record<string, number>
  children: Record<string, { girls: number; boys: number }>
  couples: number
  babyExpected: boolean
  carer: boolean
  /** What the home needs, in the notices' words. */
  needs: string[]
}

/**
 * The details page that would stand behind a notice if it were about this person: the program is public, so anybody
 * can ask it. The attacker is even given the wishes of the request.
 */
export type WouldShow = (person: Person, reference: string) => string
