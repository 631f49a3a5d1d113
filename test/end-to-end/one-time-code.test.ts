import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { makeCode } from '../../src/core/people/make-code.js'
import { handsOf } from './hands-of.js'
import { COORDINATOR, COVER, LEAD, requestAt } from './stage.js'
import { accountOf, unconfirm } from './unconfirm.js'
import { SCHEME, startWorld, type World } from './world.js'

const HAS_TO = /this account has to be confirmed. Please ring .+ for a one-time code/
const WRONG = /That is not the code, or it can no longer be used/
const PATIENT = { timeout: 15_000 }

describe.each([
  ['Slack', []],
  ['Teams', ['enfield', 'harbourlight-london']],
] as const)('in %s', (_platform, teams) => {
  let world: World
  beforeAll(async () => {
    world = await startWorld({ teams, oneClock: true })
  })
  afterAll(() => world?.end())

  const hands = (personId: string) => handsOf(world, personId)
  async function codeFor(personId: string, maker = COORDINATOR): Promise<string> {
    await hands(maker).type('one-time-code')
    const { said, errors } = await hands(maker).fill({ personId })
    expect(errors).toEqual({})
    await hands(maker).close()
    return /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(said ?? '')?.[0] ?? ''
  }
  const cards = (personId: string, code: string) =>
    hands(personId)
      .chat()
      .filter(({ words }) => words.includes(code))

  test('a lead whose account nobody has confirmed is sent nothing and decides nothing, until the code is typed', async () => {
    await unconfirm(world, LEAD)
    const staged = await requestAt(world, 'awaiting_approval', { ring: true })
    const about = await staged.code()
    await world.app.sweep()
    expect(await hands(LEAD).type(`status ${about}`)).toMatch(HAS_TO)
    expect(await hands(LEAD).type('waiting')).toMatch(HAS_TO)
    expect(hands(LEAD).screen()).not.toContain('Domestic abuse')
    expect(cards(LEAD, about)).toEqual([])

    expect(await hands(LEAD).type(`code ${(await codeFor(LEAD)).toLowerCase()}`)).toMatch(
      /this account is confirmed: from now on you act here as named lead/,
    )
    await vi.waitFor(() => expect(cards(LEAD, about)[0]?.words).toContain('Domestic abuse'), PATIENT)
    await staged.take(LEAD, 'approve', { identityConfirmed: true })
    expect((await staged.record()).state).toBe('approved')
  })

  test('a coordinator likewise; nobody makes their own code', async () => {
    await unconfirm(world, COVER)
    const staged = await requestAt(world, 'submitted')
    expect(await hands(COVER).type(`status ${await staged.code()}`)).toMatch(HAS_TO)
    expect(await hands(COVER).type('one-time-code')).toMatch(HAS_TO)
    const code = await codeFor(COVER)
    expect(await hands(COVER).type(`code ${code}`)).toMatch(/you act here as coordinator/)
    expect(await hands(COVER).type(`status ${await staged.code()}`)).toContain('Domestic abuse')
    await unconfirm(world, COORDINATOR)
    const ask = { schemeId: SCHEME, actor: accountOf(world, COVER), personId: COVER }
    expect(await makeCode(world.app.ports, ask)).toMatchObject({ kind: 'invalid' })
    expect(await hands(COORDINATOR).type(`code ${await codeFor(COORDINATOR, COVER)}`)).toMatch(/confirmed/)
  })

  test('a code is used once, by the person it was made for, and a newer one ends it', async () => {
    await unconfirm(world, LEAD)
    const first = await codeFor(LEAD)
    const second = await codeFor(LEAD)
    await unconfirm(world, COVER)
    expect(await hands(COVER).type(`code ${second}`)).toMatch(WRONG)
    expect(await hands(LEAD).type(`code ${first}`)).toMatch(WRONG)
    expect(await hands(LEAD).type(`code ${second}`)).toMatch(/confirmed/)
    await unconfirm(world, LEAD)
    expect(await hands(LEAD).type(`code ${second}`)).toMatch(WRONG)
    expect(await hands(COVER).type(`code ${await codeFor(COVER)}`)).toMatch(/confirmed/)
  })

  test('after five wrong codes, and after two days, the right one is of no use any more', async () => {
    await unconfirm(world, LEAD)
    const guessed = await codeFor(LEAD)
    for (let guess = 0; guess < 5; guess++)
      expect(await hands(LEAD).type(`code ABCD-EFG${guess + 2}`)).toMatch(WRONG)
    expect(await hands(LEAD).type(`code ${guessed}`)).toMatch(WRONG)
    const late = await codeFor(LEAD)
    await world.moveTo(new Date(world.now().getTime() + 2 * 24 * 3_600_000 + 1_000))
    expect(await hands(LEAD).type(`code ${late}`)).toMatch(WRONG)
    expect(await hands(LEAD).type(`code ${await codeFor(LEAD)}`)).toMatch(/confirmed/)
  })
})
