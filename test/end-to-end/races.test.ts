import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Dict, View } from '../../src/standins/slack/index.js'
import { answerTo, isAction, openForm, submission, type, whispers } from './acting.js'
import { FORM_CASES } from './form-cases.js'
import { readSaved, type Saved } from './saved.js'
import {
  COORDINATOR,
  COVER,
  HOME,
  HOUSING_OFFICER,
  LEAD,
  OFFICER,
  requestAt,
  SECOND_LEAD,
  type Staged,
} from './stage.js'
import { SCHEME, startWorld, type World } from './world.js'

const APPROVE = { identityConfirmed: ['yes'] }
const DECLINE = { reason: 'not_our_tenant', identityConfirmed: ['yes'] }
const NAMES: Record<string, string> = { [LEAD]: 'Leila Underhill', [SECOND_LEAD]: 'Joanna Lomax' }
/** Who decided, and when. */
const TOLD =
  /^Already (approved|declined) by (Leila Underhill|Joanna Lomax) at \w{3} \d{1,2} \w{3}, \d\d:\d\d\.$/

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
afterEach(async () => {
  for (const person of [LEAD, SECOND_LEAD, OFFICER, COORDINATOR]) {
    const modal = world.as(person).modal()
    if (modal) await world.as(person).closeView(modal.id, { all: true })
  }
})

interface Press {
  by: string
  decision: 'approved' | 'declined'
  payload: Dict
}

describe('two leads clicking at the same moment: one decision, the other is told who decided and when', {
  timeout: 60_000,
}, () => {
  test('25 requests, an approval and a decline of each at once', async () => {
    const cases = await Promise.all(Array.from({ length: 25 }, () => requestAt(world, 'awaiting_approval')))
    // Either decides first in half of them; every fifth pair agrees. A lead opens one form after the other.
    const windowsOf = async (lead: string, isFirst: (index: number) => boolean) => {
      const opened: (Press & { staged: Staged })[] = []
      for (const [index, staged] of cases.entries()) {
        const approves = isFirst(index) || index % 5 === 0
        opened.push({ staged, ...(await decision(staged, lead, approves ? 'approved' : 'declined')) })
      }
      return opened
    }
    const both = await Promise.all([
      windowsOf(LEAD, (index) => index % 2 === 0),
      windowsOf(SECOND_LEAD, (index) => index % 2 === 1),
    ])
    const presses = cases.flatMap((_, index) => {
      const pair = both.flatMap((windows) => windows[index] ?? [])
      return index % 2 === 0 ? pair : pair.reverse()
    })
    const answers = await atOnce(presses.map(({ payload }) => payload))
    for (const staged of cases) {
      const pair = presses.flatMap((press, index) =>
        press.staged === staged ? [{ ...press, words: answers[index] ?? '' }] : [],
      )
      await expectOneDecision(staged, pair)
    }
    const references = await Promise.all(cases.map(async (staged) => (await staged.record()).reference))
    const given = references.filter((reference) => reference !== null)
    expect(new Set(given).size).toBe(given.length)
  })

  test('one request, 25 windows of each lead at once', async () => {
    const staged = await requestAt(world, 'awaiting_approval')
    const presses: Press[] = []
    for (let window = 0; window < 25; window++)
      presses.push(await decision(staged, LEAD, 'approved'), await decision(staged, SECOND_LEAD, 'declined'))
    const answers = await atOnce(presses.map(({ payload }) => payload))
    await expectOneDecision(
      staged,
      presses.map((press, index) => ({ ...press, words: answers[index] ?? '' })),
    )
  })
})

describe('whatever is sent twice acts once, and the second one reads the same', () => {
  test('a form, sent twice at the same moment and once more later', async () => {
    const staged = await requestAt(world, 'awaiting_approval')
    const { payload } = await decision(staged, LEAD, 'approved')
    const answers = [...(await atOnce([payload, payload])), ...(await atOnce([payload]))]
    expect(answers).toEqual(Array(3).fill(expect.stringMatching(/^Approved\. Thank you/)))
    expect(await decisionsIn(staged)).toHaveLength(1)
  })

  test('a button, pressed twice at the same moment and once more later', async () => {
    const staged = await requestAt(world, 'submitted')
    const card = await type(world, COORDINATOR, `status ${await staged.code()}`)
    const press = () => world.as(COORDINATOR).press(card, isAction('send_for_approval'))
    const before = whispers(world, COORDINATOR).length
    const told = () => whispers(world, COORDINATOR).slice(before)
    await Promise.all([press(), press()])
    await world.until(() => told().length === 2)
    await press()
    await world.until(() => told().length === 3)
    expect(told()).toEqual(Array(3).fill(expect.stringMatching(/^Sent for approval to/)))
    expect((await staged.history()).filter((action) => action === 'send_for_approval')).toHaveLength(1)
  })

  test('an offer, sent twice at the same moment: one offer', async () => {
    const { view, staged } = await FORM_CASES.make_offer.open(world)
    const payload = submission(world, HOUSING_OFFICER, view, HOME)
    const answers = await atOnce([payload, payload])
    expect(answers).toEqual(Array(2).fill(expect.stringMatching(/^Received/)))
    expect(await staged?.offers()).toHaveLength(1)
  })

  test('the identical signed request, delivered again: 401, and nothing is saved', async () => {
    const staged = await requestAt(world, 'awaiting_approval')
    const { payload } = await decision(staged, LEAD, 'approved')
    const { status, sentHeaders, sentBody } = await world.slack.send('interaction', payload)
    expect(status).toBe(200)
    const before = await saved.steps()
    const { 'content-length': _length, ...headers } = sentHeaders
    const url = `${world.app.url}/slack/events`
    const again = await fetch(url, { method: 'POST', headers, body: sentBody })
    expect(again.status).toBe(401)
    expect(await saved.steps()).toEqual(before)
  })
})

describe('other steps taken at the same moment', () => {
  test('two coordinators release: one round of notices, one for each partner', async () => {
    const staged = await requestAt(world, 'approved')
    const payloads: Dict[] = []
    for (const who of [COORDINATOR, COVER]) {
      const view = await formOf(who, staged, 'release')
      payloads.push(submission(world, who, view, {}))
    }
    const answers = await atOnce(payloads)
    expect(answers.filter((words) => /^Released to/.test(words))).toHaveLength(1)
    expect(answers.filter((words) => /has been with the partners since/.test(words))).toHaveLength(1)
    const facts = await world.app.opened.store.forScheme(SCHEME).readCase({
      target: { requestId: staged.id },
      actor: 'system',
      key: null,
      circulation: true,
    })
    const partners = facts?.notices.map(({ partnerId }) => partnerId) ?? []
    expect(new Set(partners).size).toBe(partners.length)
    expect((await staged.record()).round).toBe(1)
  })

  test('two offers chosen: the applicant considers one', async () => {
    const staged = await requestAt(world, 'area_checked')
    const first = staged.offerId
    const second = await staged.offer({ ...HOME, propertyNumber: 'BX-2' })
    await staged.take(COORDINATOR, 'check_area', { suitable: true })
    const payloads: Dict[] = []
    for (const offerId of [first, second])
      payloads.push(submission(world, OFFICER, await formOf(OFFICER, staged, `choose_offer:${offerId}`), {}))
    const answers = await atOnce(payloads)
    expect(answers.filter((words) => /^Passed on/.test(words))).toHaveLength(1)
    expect(answers.filter((words) => /has been under offer since/.test(words))).toHaveLength(1)
    expect((await staged.offers()).filter(({ state }) => state === 'passed_on')).toHaveLength(1)
  })
})

/** A form with the decision filled in, as it stands in a window of the lead's, ready to be sent. */
async function decision(staged: Staged, by: string, decided: Press['decision']): Promise<Press> {
  const action = decided === 'approved' ? 'approve' : 'decline'
  const view = await formOf(by, staged, action)
  const payload = submission(world, by, view, decided === 'approved' ? APPROVE : DECLINE)
  return { by, decision: decided, payload }
}

async function formOf(who: string, staged: Staged, action: string): Promise<View> {
  const card = await type(world, who, `status ${await staged.code()}`)
  return openForm(world, who, { on: card, action })
}

/** Sends all of them in the same moment. Who is told "Not confirmed" presses again, as that says. */
async function atOnce(payloads: readonly Dict[]): Promise<string[]> {
  return Promise.all(
    payloads.map(async (payload) => {
      for (;;) {
        const sent = await world.slack.send('interaction', { ...payload, trigger_id: randomUUID() })
        if (sent.status !== 200 && !sent.timedOut) throw new Error(`${sent.status} ${sent.text}`)
        const words = answerTo(sent)
        if (sent.status === 200 && !words.includes('Not confirmed')) return words.split('\n')[0] ?? ''
      }
    }),
  )
}

async function expectOneDecision(staged: Staged, presses: (Press & { words: string })[]): Promise<void> {
  const decisions = await decisionsIn(staged)
  expect(decisions).toHaveLength(1)
  const winners = presses.filter(({ words }) =>
    /^(Approved\. Thank you|Declined\. The nominating)/.test(words),
  )
  expect(winners.map(({ by, decision: made }) => [by, made])).toEqual([
    [decisions[0]?.decidedBy, decisions[0]?.decision],
  ])
  const request = await staged.record()
  expect(request.state).toBe(decisions[0]?.decision)
  expect(request.reference === null).toBe(request.state === 'declined')
  const steps = (await staged.history()).filter((action) => action === 'approve' || action === 'decline')
  expect(steps).toHaveLength(1)
  for (const loser of presses.filter((press) => !winners.includes(press))) {
    expect(loser.words).toMatch(TOLD)
    expect(loser.words).toContain(
      `Already ${decisions[0]?.decision} by ${NAMES[decisions[0]?.decidedBy ?? '']} at `,
    )
  }
}

async function decisionsIn(staged: Staged) {
  const store = world.app.opened.store.forScheme(SCHEME)
  const approvals = await store.listApprovals({ requestIds: [staged.id] })
  return approvals.filter(({ decision: made }) => made !== null)
}
