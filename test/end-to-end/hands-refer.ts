import type { FieldValues } from '../../src/standins/slack/index.js'
import { REFERRAL_PAGES } from '../support/referral-pages.js'
import { type FormResult, type Hands, seen, type Values } from './hands.js'

/** The pages of a whole referral, in neutral values. */
export const PAGES: Readonly<Record<string, Values>> = Object.fromEntries(
  Object.entries(REFERRAL_PAGES).map(([page, values]) => [page, neutral(values)]),
)

/** Fills in and sends a whole referral from the typed word on; returns the working code. */
export async function refer(hands: Hands, answers: Readonly<Record<string, Values>> = {}): Promise<string> {
  const before = new Set(codesOf(hands))
  await hands.type('refer')
  let sent: FormResult | undefined
  for (const [page, values] of Object.entries(PAGES)) {
    sent = await hands.fill({ ...values, ...answers[page] })
    if (Object.keys(sent.errors).length > 0) throw new Error(`${page}: ${JSON.stringify(sent.errors)}`)
  }
  if (!sent?.said) throw new Error(`not sent in, but: ${JSON.stringify(sent?.next)}`)
  return seen(
    () => codesOf(hands).find((code) => !before.has(code)),
    () => 'a card with a new working code',
  )
}

function codesOf(hands: Hands): string[] {
  return hands.chat().flatMap(({ words }) => /W-[0-9A-Z]{6}/.exec(words)?.[0] ?? [])
}

/** Yes, no and ticks as themselves, where Slack's own names for them are written. */
export function neutral(values: FieldValues): Values {
  const known: Readonly<Record<string, boolean>> = { '["yes"]': true, '"yes"': true, '"no"': false }
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, known[JSON.stringify(value)] ?? value]),
  )
}
