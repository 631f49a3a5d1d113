import type { Known, Message, Person } from './seen.js'

/** A notice as an insider reads it. */
export interface Reading {
  message: Message
  reference: string
  bedrooms: string
  tenancy: string
  /** Indices of the areas it names. */
  areas: number[]
  needs: string[]
  /** When it was first seen. */
  since: string
  /** Every moment at which it changed. */
  changes: string[]
  /** Lines of the details page that tell of the household; null when nobody opened it. */
  household: string[] | null
}

export function readNotice(message: Message, { areas }: Known): Reading {
  const [first] = message.texts
  const lines = linesOf(first?.text ?? '')
  const named = (lines.get('Areas') ?? '').split(', ')
  return {
    message,
    reference: lines.get('Reference') ?? '',
    bedrooms: (lines.get('Bedrooms') ?? '').replace(', or one fewer', ''),
    tenancy: lines.get('Tenancy') ?? '',
    areas: areas.flatMap((name, index) => (named.includes(name) ? [index] : [])),
    needs: (lines.get('The home needs') ?? '').split('; ').filter(Boolean),
    since: first?.at ?? '',
    changes: message.texts.map(({ at }) => at),
    household: message.details === null ? null : householdLines(message.details),
  }
}

/** Facts of a page, label by label. */
export function linesOf(text: string): Map<string, string> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf(': ')
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 2)] as const]
    }),
  )
}

/** What a page tells of the household; wishes say nothing that a register holds. */
export function householdLines(page: string): string[] {
  return page.split('\n').filter((line) => /^(Adults|Children|Couples|Baby|Carer)/.test(line))
}

/** Whether the notice could be about this household: bedrooms and needs, both read to the letter. */
export function fitsNotice(reading: Pick<Reading, 'bedrooms' | 'needs'>, person: Person): boolean {
  return fitsNumber(reading.bedrooms, person.bedrooms) && reading.needs.join('; ') === person.needs.join('; ')
}

/** Whether a page with these lines could be about this household. A page with bands tells also what it leaves out. */
export function fitsHousehold(lines: readonly string[], person: Person): boolean {
  if (lines.length === 0) return true
  const facts = linesOf(lines.join('\n'))
  const totals = facts.get('Adults')
  if (totals !== undefined) {
    return (
      fitsNumber(totals, sum(Object.values(person.adults))) &&
      fitsNumber(
        facts.get('Children') ?? '0',
        sum(Object.values(person.children).map(({ girls, boys }) => girls + boys)),
      )
    )
  }
  return (
    Object.entries(person.adults).every(([band, count]) =>
      fitsNumber(facts.get(`Adults ${band}`) ?? '0', count),
    ) &&
    Object.entries(person.children).every(([band, count]) =>
      fitsChildren(facts.get(`Children ${band}`) ?? '0', count),
    ) &&
    (!lines.some((line) => line.startsWith('Couples')) || facts.get('Couples') === String(person.couples)) &&
    facts.has('Baby expected') === person.babyExpected &&
    facts.has('Carer needs a room') === person.carer
  )
}

/** "3", or "6 or more". */
function fitsNumber(words: string, count: number): boolean {
  const number = Number.parseInt(words, 10)
  return words.endsWith('or more') ? count >= number : count === number
}

/** "2", "2 (2 female)" or "3 (1 female, 2 male)". */
function fitsChildren(words: string, { girls, boys }: { girls: number; boys: number }): boolean {
  if (!fitsNumber(words.replace(/ \(.*/, ''), girls + boys)) return false
  if (!words.includes('(')) return true
  const told = (sex: string) => Number(new RegExp(`(\\d+) ${sex}`).exec(words)?.[1] ?? 0)
  return told('female') === girls && told('male') === boys
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
