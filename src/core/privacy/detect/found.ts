export const PERSONAL_DETAIL_KINDS = [
  'name',
  'phone',
  'email',
  'postcode',
  'date_of_birth',
  'ni_number',
  'nhs_number',
  'street',
  'school',
  'link',
  'handle',
  'plate',
] as const
export type PersonalDetailKind = (typeof PERSONAL_DETAIL_KINDS)[number]

export interface Found {
  kind: PersonalDetailKind
  start: number
  end: number
}

/** Reads text that `readText` has made plain. */
export type Detector = (text: string) => Found[]

/** Every match of the patterns that also passes the test. The patterns need the flag `g`. */
export function matches(
  text: string,
  kind: PersonalDetailKind,
  patterns: readonly RegExp[],
  test: (match: RegExpMatchArray & { index: number }) => boolean = () => true,
): Found[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter((match) => test(match))
      .map((match) => ({ kind, start: match.index, end: match.index + match[0].length })),
  )
}

/** Spreads alternatives written with spaces over a pattern: `words('dob born')` is `(?:dob|born)`. */
export function anyOf(list: string): string {
  return `(?:${list.split(' ').join('|')})`
}
