import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshPage, startBrowser } from '../support/browser.js'
import { type LivePlayground, startLivePlayground } from './live-playground.js'
import { referByClicks } from './refer-by-clicks.js'
import { card, choose, form, goTo, openPage, readAnswer, shootBoth, switchTo } from './visitor.js'

const STEP_MS = 15_000

const OFFICER = 'Rosalind Achebe'
const COORDINATOR = 'Maren Calloway'
/** Named lead of London Borough of Islington, which uses Slack. */
const LEAD_IN_SLACK = 'Conor Ingram'
/** Named lead of London Borough of Lewisham, which uses Teams. */
const LEAD_IN_TEAMS = 'Hannah Penhallow'
/** Housing officer of London Borough of Camden, which uses Slack and has homes in Camden and Barnet. */
const PARTNER_IN_SLACK = 'Ben Thackeray'
/** Housing officer of London Borough of Haringey, which uses Teams and has homes in Haringey and Waltham Forest. */
const PARTNER_IN_TEAMS = 'Brigid Silverdale'
/** Has homes in Merton only. */
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
  const { page, elsewhere, broken } = await openPage(browser, live.url)
  await shootBoth(page, 'choose-a-person')

  await page.getByRole('button', { name: OFFICER }).first().click()
  await page.getByRole('button', { name: 'New referral' }).waitFor()
  await shootBoth(page, 'officer-home')
  await referFrom(page, { landlord: 'London Borough of Islington', borough: 'Islington' })

  await switchTo(page, COORDINATOR)
  const check = card(page, /send for approval/i)
  await check.waitFor()
  await shootBoth(page, 'coordinator-checks')
  await check.click()

  await switchTo(page, LEAD_IN_SLACK)
  await card(page, /^Approve$/).click()
  await form(page)
    .getByRole('group', { name: /identity/i })
    .getByLabel('Yes')
    .check()
  await shootBoth(page, 'lead-approves')
  await form(page).getByRole('button', { name: 'Approve' }).click()
  await readAnswer(page, /Approved/)
  await shootBoth(page, 'lead-approved')

  await release(page)

  await choose(page, PARTNER_IN_SLACK)
  const notice = page.getByRole('article').filter({ hasText: 'Home needed' })
  await expect.poll(() => notice.textContent(), { timeout: STEP_MS }).toMatch(/Areas\s*Barnet, Camden(?!,)/)
  await shootBoth(page, 'partner-notice')

  await choose(page, OTHER_PARTNER, 'Housing officers')
  await goTo(page, 'reciprocal-notices')
  await page.getByText('Nothing here yet.').waitFor()

  expect(elsewhere).toEqual([])
  expect(broken).toEqual([])
}, 180_000)

test('the same with officer and coordinator in Slack, lead and partner in Teams, by clicks alone', async () => {
  const { page, elsewhere, broken } = await openPage(browser, live.url)
  await page.getByRole('button', { name: OFFICER }).first().click()
  await referFrom(page, { landlord: 'London Borough of Lewisham', borough: 'Lewisham' })

  await switchTo(page, COORDINATOR)
  await card(page, /send for approval/i).click()

  await switchTo(page, LEAD_IN_TEAMS)
  await page.getByRole('heading', { name: 'Chat with Reciprocal' }).waitFor()
  await card(page, /^Approve$/).waitFor()
  await shootBoth(page, 'teams-lead-asked')
  await card(page, /^Approve$/).click()

  // What is missing is said at its field, in the dialog that stays.
  await form(page).getByRole('radio', { name: 'Clear' }).check()
  await form(page).getByRole('button', { name: 'Approve' }).click()
  await form(page).getByText('Please look again at what is marked below.').waitFor()
  expect(await form(page).getByRole('radio', { name: 'Clear' }).isChecked()).toBe(true)
  await shootBoth(page, 'teams-lead-corrects')
  await form(page)
    .getByLabel(/identity/i)
    .check()
  await form(page).getByRole('button', { name: 'Approve' }).click()
  await readAnswer(page, /Approved/)
  await page
    .getByRole('article')
    .getByText(/Approved by/)
    .first()
    .waitFor()
  await shootBoth(page, 'teams-lead-approved')

  await page.getByLabel('Message', { exact: true }).fill('home')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await card(page, /^Read it$/).click()
  await form(page).getByText('Named lead').waitFor()
  await shootBoth(page, 'teams-lead-home')
  await form(page).getByRole('button', { name: 'Close' }).click()
  await form(page).waitFor({ state: 'hidden' })

  await release(page)

  await choose(page, PARTNER_IN_TEAMS)
  await goTo(page, 'Reciprocal notices')
  const notice = page.getByRole('article').filter({ hasText: 'Home needed' }).last()
  await expect.poll(() => notice.textContent(), { timeout: STEP_MS }).toMatch(/Areas\s*Haringey(?!,)/)
  await shootBoth(page, 'teams-partner-notice')
  await notice.getByRole('button', { name: 'Details' }).click()
  await form(page)
    .getByText(/Details of/)
    .waitFor()
  await shootBoth(page, 'teams-partner-details')
  await form(page).getByRole('button', { name: 'Close' }).click()
  await form(page).waitFor({ state: 'hidden' })

  // As Teams says it, at the card that was pressed.
  live.playground.teamsStandin.connect(`${live.url}/nowhere`)
  await notice.getByRole('button', { name: 'Details' }).click()
  await notice.getByText('Unable to reach app. Please try again.').waitFor()
  await shootBoth(page, 'teams-unreachable')
  live.playground.teamsStandin.connect(`${live.url}/api/messages`)

  expect(elsewhere).toEqual([])
  expect(broken).toEqual([])
}, 180_000)

async function referFrom(page: Page, from: { landlord: string; borough: string }): Promise<void> {
  await goTo(page, 'Messages')
  await page.getByLabel('Message or command').fill('/reciprocal refer')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await referByClicks(page, from, (name) => shootBoth(page, name))
  await form(page)
    .getByText(/Sent to/)
    .waitFor()
  await form(page).getByRole('button', { name: 'Close' }).last().click()
}

async function release(page: Page): Promise<void> {
  await switchTo(page, COORDINATOR)
  await card(page, /^Release/).click()
  await form(page).getByRole('button', { name: 'Release', exact: true }).waitFor()
  await shootBoth(page, 'coordinator-releases')
  await form(page).getByRole('button', { name: 'Release', exact: true }).click()
  await readAnswer(page, /^Released/)
}
