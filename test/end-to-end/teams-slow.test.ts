import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  answers,
  answerTo,
  buttonOf,
  executing,
  fetching,
  formOf,
  isAction,
  sending,
  startTeamsWorld,
  type,
  wordsOf,
} from '../bots/teams/acting.js'
import { shows } from '../bots/teams/shows.js'
import { COORDINATOR, requestAt, SECOND_LEAD } from './stage.js'
import type { World } from './world.js'

const NOT_SURE = /^Not confirmed\. Press again; pressing twice is harmless\./

let world: World
beforeAll(async () => {
  world = await startTeamsWorld()
})
afterAll(async () => {
  await world?.end()
})
afterEach(() => world.teams.faults.clear())

describe('while Teams itself is slow or fails', () => {
  const past = async () => world.moveTo(new Date(world.now().getTime() + 16 * 60_000))

  test.each([
    ['slow', { kind: 'slow', ms: 8_000 }, NOT_SURE],
    ['failing', { kind: 'error500BeforeAccept' }, /^Your account could not be checked/],
    ['cutting the connection', { kind: 'resetBeforeAccept' }, /^Your account could not be checked/],
    ['asking to wait', { kind: 'ratelimited', retryAfter: 30 }, /^Your account could not be checked/],
  ] as const)(
    'the account cannot be looked up, Teams %s: that is said in time',
    async (_how, fault, words) => {
      const staged = await requestAt(world, 'submitted')
      const press = await buttonOf(staged, 'send_for_approval')
      const form = sending(world, COORDINATOR, await formOf(staged, 'return_for_information'), {
        question: 'Lift?',
      })
      await past()
      world.teams.faults.next('member', fault, 3)
      const all = await Promise.all(
        [executing(world, COORDINATOR, press), fetching(world, COORDINATOR, press), form].map((activity) =>
          world.teams.send(activity),
        ),
      )
      for (const answer of all) shows(answer, words)
      expect((await staged.record()).state).toBe('submitted')
      world.teams.faults.clear()
      shows(await world.teams.send(executing(world, COORDINATOR, press)), /^Sent for approval to/)
    },
  )
})

describe('while the database does not answer', () => {
  let owner: pg.Client
  beforeAll(async () => {
    owner = new pg.Client({ connectionString: world.ownerDatabaseUrl })
    await owner.connect()
  })
  afterAll(() => owner.end())

  /** What is under way reads the same tables in another order: where the two wait for each other, it is tried again. */
  const lock = async (tables: string): Promise<void> => {
    await owner.query('begin')
    try {
      await owner.query(`lock table ${tables} in access exclusive mode`)
    } catch (error) {
      await owner.query('rollback')
      if ((error as { code?: string }).code !== '40P01') throw error
      await lock(tables)
    }
  }

  const locked = async (tables: string, run: () => Promise<void>) => {
    await lock(tables)
    try {
      await run()
    } finally {
      await owner.query('rollback')
    }
  }

  test.each([
    ['the case', '"Request"'],
    ['who is who', '"Workspace", "Account", "Person"'],
    ['how people are reached', '"ConversationReference"'],
  ])(
    '%s is locked: “Not confirmed” in time, and the next press shows the outcome',
    async (_what, tables) => {
      const staged = await requestAt(world, 'submitted')
      const press = await buttonOf(staged, 'send_for_approval')
      const meta = await formOf(staged, 'return_for_information')
      // Everything that is remembered for an hour is due to be written again.
      await world.moveTo(new Date(world.now().getTime() + 2 * 60 * 60_000))
      await locked(tables, async () => {
        const all = await Promise.all(
          [
            executing(world, COORDINATOR, press),
            fetching(world, COORDINATOR, await Promise.resolve(press)),
            sending(world, COORDINATOR, meta, { question: 'Is there a lift?' }),
            fetching(world, COORDINATOR, press.replace('send_for_approval', 'return_for_information')),
          ].map((activity) => world.teams.send(activity)),
        )
        for (const answer of all) shows(answer, /Not confirmed\. Press again; pressing twice is harmless\./)
      })
      await expect
        .poll(async () => answerTo(await world.teams.send(executing(world, COORDINATOR, press))))
        .toMatch(/^(Sent for approval to|Returned|.*so this step is not open)/)
    },
    60_000,
  )

  test('a form that was not confirmed keeps what was typed, and is taken once when it is sent again', async () => {
    const staged = await requestAt(world, 'awaiting_approval')
    const lead = world.inTeams(SECOND_LEAD)
    await type(world, SECOND_LEAD, `status ${await staged.code()}`)
    await lead.submit({}, isAction('ask_question'))
    await locked('"Request"', async () => {
      const sent = await lead.submit({ question: 'Is there a lift?' })
      shows(sent, /Not confirmed\. Press again/)
    })
    expect(lead.dialog()?.values.question).toBe('Is there a lift?')
    await expect.poll(async () => (await lead.dialog()) && (await lead.submit()).said).toMatch(/./)
    expect((await staged.history()).filter((action) => action === 'ask_question')).toHaveLength(1)
  }, 60_000)

  test('words and presses of old clients are not left without an answer', async () => {
    await locked('"Workspace"', async () => {
      const before = answers(world, COORDINATOR).length
      await world.inTeams(COORDINATOR).say('mine')
      expect(wordsOf(answers(world, COORDINATOR)[before]?.card)).toMatch(/^Not confirmed/)
    })
  }, 30_000)
})

describe('with no database at all', () => {
  test('every press is answered, and no word of any error is in it', async () => {
    const other = await startTeamsWorld()
    try {
      const staged = await requestAt(other, 'submitted')
      const press = await buttonOf(staged, 'send_for_approval')
      const meta = await formOf(staged, 'return_for_information')
      await other.inTeams(COORDINATOR).say('help')
      await dropped(other)
      for (const activity of [
        executing(other, COORDINATOR, press),
        fetching(other, COORDINATOR, press),
        sending(other, COORDINATOR, meta, { question: 'Is there a lift?' }),
      ])
        shows(await other.teams.send(activity), NOT_SURE)
      const before = answers(other, COORDINATOR).length
      await other.inTeams(COORDINATOR).say('mine')
      expect(wordsOf(answers(other, COORDINATOR)[before]?.card)).toMatch(/^Not confirmed/)
    } finally {
      await other.end()
    }
  }, 60_000)
})

/** The server says no to every connection from now on. */
async function dropped({ ownerDatabaseUrl }: World): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('services').adminUrl })
  await admin.connect()
  await admin.query(`drop database ${new URL(ownerDatabaseUrl).pathname.slice(1)} with (force)`)
  await admin.end()
}
