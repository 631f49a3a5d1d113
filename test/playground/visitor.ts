import type { Browser, Locator, Page } from 'playwright-core'
import { DESK, PHONE, shoot } from '../support/browser.js'

const STEP_MS = 15_000

/** A browser window at the first page, which notes what it fetches from elsewhere and what breaks in it. */
export async function openPage(browser: Browser, url: string) {
  const context = await browser.newContext({ viewport: DESK, locale: 'en-GB', timezoneId: 'Europe/London' })
  const page = await context.newPage()
  page.setDefaultTimeout(STEP_MS)
  const elsewhere: string[] = []
  const broken: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) elsewhere.push(request.url())
  })
  page.on('pageerror', (error) => broken.push(error.message))
  await page.goto(url)
  await page.getByRole('heading', { name: 'Who would you like to be?' }).waitFor()
  return { page, elsewhere, broken }
}

/** By the strip of people at the top, where those with news are. */
export async function switchTo(page: Page, name: string): Promise<void> {
  const strip = page.getByRole('navigation', { name: 'Quick switch' })
  await strip.getByRole('button', { name: new RegExp(`${name}.*Something new`) }).click()
  await page.getByRole('complementary', { name: 'You and your places' }).getByText(name).waitFor()
}

export async function choose(page: Page, words: string, role?: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose a person' }).click()
  await page.getByLabel('Name or organisation').fill(words)
  if (role) await page.getByLabel('Role', { exact: true }).selectOption({ label: role })
  await page.locator('.people').getByRole('button').first().click()
}

export async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: place }).click()
}

/** A button on the newest card that has it. */
export function card(page: Page, button: RegExp): Locator {
  return page.getByRole('article').getByRole('button', { name: button }).last()
}

export function form(page: Page): Locator {
  return page.getByRole('dialog')
}

/** What the app says after a form was sent. */
export async function readAnswer(page: Page, words: RegExp): Promise<void> {
  await form(page).getByText(words).waitFor()
  await form(page).getByRole('button', { name: 'Close' }).last().click()
  await form(page).waitFor({ state: 'hidden' })
}

export async function shootBoth(page: Page, name: string): Promise<void> {
  await shoot(page, `${name}-1280`)
  await page.setViewportSize(PHONE)
  await shoot(page, `${name}-390`)
  await page.setViewportSize(DESK)
}
