import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DESK, freshPage, PHONE, shoot, startBrowser } from '../support/browser.js'
import { type LivePlayground, startLivePlayground } from './live-playground.js'
import { referByClicks } from './refer-by-clicks.js'

const STEP_MS = 15_000

const OFFICER = 'Rosalind Achebe'
const COORDINATOR = 'Maren Calloway'
/** Named lead of the applicant's landlord, London Borough of Islington. */
const LEAD = 'Conor Ingram'
/** Housing officer of London Borough of Camden, which has homes in Camden and Barnet. */
const PARTNER = 'Ben Thackeray'
/** Housing officer of London Borough of Merton, which has homes in Merton only. */
const OTHER_PARTNER = 'London Borough of Merton'

let live: LivePlayground
let browser: Browser

beforeAll(async () => {
  live = await startLivePlayground(freshPage())
  browser = await startBrowser()
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await live?.stop()
})

test('a referral goes from /reciprocal refer to a partner’s notice with its own areas, by clicks alone', async () => {
  const { page, elsewhere, broken } = await openPage()
  await shootBoth(page, 'choose-a-person')

  await page.getByRole('button', { name: OFFICER }).first().click()
  await home(page).waitFor()
  await shootBoth(page, 'officer-home')
  await goTo(page, 'Messages')
  await page.getByLabel('Message or command').fill('/reciprocal refer')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await referByClicks(page, (name) => shootBoth(page, name))
  await page
    .getByRole('dialog')
    .getByText(/Sent to/)
    .waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()

  await switchTo(page, COORDINATOR)
  const check = card(page, /send for approval/i)
  await check.waitFor()
  await shootBoth(page, 'coordinator-checks')
  await check.click()

  await switchTo(page, LEAD)
  await card(page, /^Approve$/).click()
  await form(page)
    .getByRole('group', { name: /identity/i })
    .getByLabel('Yes')
    .check()
  await shootBoth(page, 'lead-approves')
  await form(page).getByRole('button', { name: 'Approve' }).click()
  await readAnswer(page, /Approved/)
  await shootBoth(page, 'lead-approved')

  await switchTo(page, COORDINATOR)
  await card(page, /^Release/).click()
  await form(page).getByRole('button', { name: 'Release', exact: true }).waitFor()
  await shootBoth(page, 'coordinator-releases')
  await form(page).getByRole('button', { name: 'Release', exact: true }).click()
  await readAnswer(page, /^Released/)

  await choose(page, PARTNER)
  const notice = page.getByRole('article').filter({ hasText: 'Home needed' })
  await expect.poll(() => notice.textContent(), { timeout: STEP_MS }).toMatch(/Areas\s*Barnet, Camden(?!,)/)
  await shootBoth(page, 'partner-notice')

  await choose(page, OTHER_PARTNER, 'Housing officers')
  await goTo(page, 'reciprocal-notices')
  await page.getByText('Nothing here yet.').waitFor()

  expect(elsewhere).toEqual([])
  expect(broken).toEqual([])
}, 180_000)

async function openPage() {
  const context = await browser.newContext({ viewport: DESK, locale: 'en-GB', timezoneId: 'Europe/London' })
  const page = await context.newPage()
  page.setDefaultTimeout(STEP_MS)
  const elsewhere: string[] = []
  const broken: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(live.url) && !request.url().startsWith('data:'))
      elsewhere.push(request.url())
  })
  page.on('pageerror', (error) => broken.push(error.message))
  await page.goto(live.url)
  await page.getByRole('heading', { name: 'Who would you like to be?' }).waitFor()
  return { page, elsewhere, broken }
}

/** By the strip of people at the top, where those with news are. */
async function switchTo(page: Page, name: string): Promise<void> {
  const strip = page.getByRole('navigation', { name: 'Quick switch' })
  await strip.getByRole('button', { name: new RegExp(`${name}.*Something new`) }).click()
  await page.getByRole('complementary', { name: 'You and your places' }).getByText(name).waitFor()
}

async function choose(page: Page, words: string, role?: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose a person' }).click()
  await page.getByLabel('Name or organisation').fill(words)
  if (role) await page.getByLabel('Role', { exact: true }).selectOption({ label: role })
  await page.locator('.people').getByRole('button').first().click()
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: place }).click()
}

function home(page: Page): Locator {
  return page.getByRole('button', { name: 'New referral' })
}

/** A button on the newest card that has it. */
function card(page: Page, button: RegExp): Locator {
  return page.getByRole('article').getByRole('button', { name: button }).last()
}

function form(page: Page): Locator {
  return page.getByRole('dialog')
}

/** What the app says after a form was sent. */
async function readAnswer(page: Page, words: RegExp): Promise<void> {
  await form(page).getByText(words).waitFor()
  await form(page).getByRole('button', { name: 'Close' }).last().click()
  await form(page).waitFor({ state: 'hidden' })
}

async function shootBoth(page: Page, name: string): Promise<void> {
  await shoot(page, `${name}-1280`)
  await page.setViewportSize(PHONE)
  await shoot(page, `${name}-390`)
  await page.setViewportSize(DESK)
}
