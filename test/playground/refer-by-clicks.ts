import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

export const WANTED = ['Barnet', 'Bexley', 'Camden', 'Haringey', 'Sutton']

/** Fills the property request form step by step, as a nominating officer would, and sends it in. */
export async function referByClicks(
  page: Page,
  { landlord, borough }: { landlord: string; borough: string },
  shoot: (name: string) => Promise<void>,
): Promise<void> {
  const form = page.getByRole('dialog', { name: 'Property request' })
  const next = async (heading: string) => {
    await form.getByRole('button', { name: 'Save and go on' }).click()
    await form.getByRole('heading', { name: heading }).waitFor()
  }
  await form.getByRole('heading', { name: 'Consent' }).waitFor()
  await group(form, /consent|agree|move may take time/i)
    .getByLabel('Yes', { exact: true })
    .check()
  await form.getByLabel('Day on which consent was given').fill(daysAgo(1))
  await group(form, /immediate risk/)
    .getByLabel('No', { exact: true })
    .check()
  await shoot('form-consent')
  await next('Landlord and tenancy now')

  // What is left out is said at its field, and what was typed stays.
  await form.getByLabel('Bedrooms now').fill('two')
  await form.getByRole('button', { name: 'Save and go on' }).click()
  await form.getByText('Enter a number.').waitFor()
  expect(await form.getByLabel('Bedrooms now').inputValue()).toBe('two')
  await shoot('form-errors')
  await form.getByLabel('Landlord now').selectOption({ label: landlord })
  await form.getByLabel('Home borough').selectOption({ label: borough })
  await form.getByLabel('Tenancy now').selectOption({ label: 'Secure tenancy (lifetime)' })
  await form.getByLabel('Bedrooms now').fill('2')
  await form.getByLabel('Floor now').fill('3')
  await group(form, 'Type of home now').getByLabel('Flat').check()
  await group(form, 'Overcrowded?').getByLabel('No', { exact: true }).check()
  await group(form, /temporary accommodation/i)
    .getByLabel('No', { exact: true })
    .check()
  await group(form, 'Rent account').getByLabel('Clear').check()
  await group(form, /Eligible for an allocation/)
    .getByLabel('Yes', { exact: true })
    .check()
  await group(form, /cannot meet the need/)
    .getByLabel('Yes', { exact: true })
    .check()
  await next('Risk and support')

  await group(form, 'Kind of risk').getByLabel('Domestic abuse').check()
  await group(form, 'Is support in place?').getByLabel('Yes', { exact: true }).check()
  await group(form, /Domestic abuse service/)
    .getByLabel('Involved', { exact: true })
    .check()
  await group(form, /Housing Moves/)
    .getByLabel('Yes', { exact: true })
    .check()
  await group(form, /at risk/)
    .getByLabel('Islington')
    .check()
  await next('Household')

  await form.getByLabel('Adults, 26 to 59').fill('1')
  await form.getByLabel('Children, 2 to 9').fill('2')
  await form.getByLabel('Of these, girls, 2 to 9').fill('1')
  await group(form, 'Tenancy wanted').getByLabel('Sole').check()
  await group(form, 'Rent that can be afforded').getByLabel('Up to £190 a week').check()
  await next('The home that is needed')

  await group(form, 'Tenancy needed').getByLabel('A lifetime tenancy is needed').check()
  await next('Areas and anything else')

  const areas = group(form, 'Boroughs wanted')
  for (const area of WANTED) await areas.getByLabel(area, { exact: true }).check()
  await shoot('form-areas')
  await next('Look it over')
  await form.getByText('Everything is there.').waitFor()
  await shoot('form-review')
  await form.getByRole('button', { name: 'Send it in' }).click()
}

function group(form: Locator, name: string | RegExp): Locator {
  return form.getByRole('group', { name })
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 24 * 3_600_000).toISOString().slice(0, 10)
}
