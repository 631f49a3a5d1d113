import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FormStep, type InputField, isInput } from '../../src/bots/forms/form.js'
import { FORM_IDS } from '../../src/bots/forms/form-id.js'
import { buildForm } from '../../src/bots/forms/index.js'
import type { FieldValues, View } from '../../src/standins/slack/index.js'
import { REFERRAL_PAGES } from '../support/referral-pages.js'
import { openForm } from './acting.js'
import { FORM_CASES } from './form-cases.js'
import type { Wrong } from './form-opening.js'
import { REFERRAL_WRONG } from './referral-wrong.js'
import { readSaved, type Saved } from './saved.js'
import { OFFICER, scheme } from './stage.js'
import { startWorld, type World, wordsOf } from './world.js'

const NAME = 'My client is called Amina Yusuf'
const POSTCODE = 'E8 1EA'
const ONE_PAGE = FORM_IDS.filter((id) => id !== 'refer')
const PAGES = buildForm('refer', scheme).steps

/** Ids of people are looked up nowhere before they are saved: one that nobody has excludes nobody. */
const TAKEN_AS_THEY_ARE = ['excludedPeople: not in the list']

let world: World
let saved: Saved

beforeAll(async () => {
  world = await startWorld()
  saved = await readSaved(world)
})
afterAll(async () => {
  await saved?.end()
  await world?.end()
})

describe('a wrong answer gets a sentence at its field, stays in the form, and saves nothing', () => {
  test.each(ONE_PAGE)('%s; put right, the same form is taken', async (id) => {
    const { who, open, good, wrong, ends } = FORM_CASES[id]
    const { view } = await open(world)
    const [step] = buildForm(id, scheme).steps
    await refusesWrong(who, view, step, good(world), wrong?.(world) ?? [])
    const sent = await world.as(who).submit(view.id, good(world), { force: true })
    expect([sent.errors, sent.saw]).toEqual([{}, undefined])
    expect(wordsOf(world.as(who).modal() ?? {})).toMatch(ends)
    await world.as(who).closeView(view.id, { all: true })
  })

  test('every page of a referral; put right, it goes on to the next page and in at the end', async () => {
    const view = await openForm(world, OFFICER, { typed: 'refer' })
    for (const step of PAGES) {
      const good = REFERRAL_PAGES[step.id] ?? {}
      await refusesWrong(OFFICER, view, step, good, REFERRAL_WRONG[step.id]?.(world) ?? [])
      const sent = await world.as(OFFICER).submit(view.id, emptied(step, good), { force: true })
      expect([sent.errors, sent.saw], step.id).toEqual([{}, undefined])
    }
    expect(wordsOf(world.as(OFFICER).modal() ?? {})).toMatch(/The working code is W-/)
  }, 90_000)

  test('there is a table for every page of the referral', () => {
    expect(
      PAGES.map(({ id }) => id).filter((id) => !(id in REFERRAL_WRONG) || !(id in REFERRAL_PAGES)),
    ).toEqual([])
  })
})

test('nothing that the program showed meanwhile was refused by Slack', () => {
  const refused = world.slack.log.filter(({ ok }) => !ok).map(({ method, error }) => `${method} ${error}`)
  expect(refused).toEqual([])
})

/** Sends the form once for each wrong answer, everything else right. */
async function refusesWrong(
  who: string,
  view: View,
  step: FormStep,
  good: FieldValues,
  more: readonly Wrong[],
): Promise<void> {
  const person = world.as(who)
  const before = await saved.steps()
  const found: string[] = []
  for (const { field, why, value, beside } of [
    ...step.fields.filter(isInput).flatMap(wrongAnywhere),
    ...more,
  ]) {
    if (TAKEN_AS_THEY_ARE.includes(`${field}: ${why}`)) continue
    const values = { ...emptied(step, good), ...beside, [field]: value }
    const typed = structuredClone(person.type(view.id, values, { force: true }).state)
    const { errors, status, saw } = await person.submit(view.id, values, { force: true })
    const sentence = errors[field] ?? ''
    const kept = JSON.stringify(person.modal()?.state) === JSON.stringify(typed)
    const right = Object.keys(errors).join() === field && /^[“A-Z].*[.!?]$/.test(sentence) && kept
    if (!right || status !== 200 || saw)
      found.push(`${field}, ${why}: ${status} ${saw ?? ''} ${JSON.stringify(errors)} kept: ${kept}`)
    if (person.modal()?.submit === undefined) found.push(`and instead: ${wordsOf(person.modal() ?? {})}`)
    if (found.length > 0 && person.modal()?.submit === undefined) break
  }
  expect(found).toEqual([])
  expect(await saved.steps()).toEqual(before)
}

/** What is wrong in every field of its kind. */
function wrongAnywhere(field: InputField): Wrong[] {
  const wrong = (why: string, value: Wrong['value']): Wrong => ({ field: field.name, why, value })
  const several = field.kind === 'many' || field.kind === 'tick'
  const missing = field.required ? [wrong('missing', several ? [] : null)] : []
  switch (field.kind) {
    case 'text':
      return [
        ...missing,
        wrong('too long', 'a lot '.repeat(field.max / 6 + 1)),
        wrong('a name', NAME),
        wrong('a postcode', POSTCODE),
      ]
    case 'number':
      return [
        ...missing,
        wrong('a word', 'several'),
        wrong('too high', '9999'),
        wrong('too low', '-9999'),
        ...(field.decimals ? [] : [wrong('a fraction', '1.5')]),
      ]
    case 'choice':
      return [...missing, wrong('not in the list', 'something_else')]
    case 'many':
      return [...missing, wrong('not in the list', ['something_else'])]
    case 'yesno':
      return [...missing, wrong('neither yes nor no', 'perhaps')]
    case 'tick':
      return [...missing, wrong('neither yes nor no', ['perhaps'])]
    case 'date':
      return [...missing, wrong('no date', 'yesterday'), wrong('no day of the calendar', '2026-02-30')]
    case 'datetime':
      return [...missing, wrong('no time', 'tomorrow')]
  }
}

/** Every field of the page, so that nothing is left over from the try before. */
function emptied(step: FormStep, good: FieldValues): FieldValues {
  const blank = step.fields
    .filter(isInput)
    .map(({ name, kind }) => [name, kind === 'many' || kind === 'tick' ? [] : null] as const)
  return { ...Object.fromEntries(blank), ...good }
}
