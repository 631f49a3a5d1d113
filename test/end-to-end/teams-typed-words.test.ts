import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/bots/commands.js'
import { encodeButton } from '../../src/bots/views/button-value.js'
import { systemIds } from '../../src/store/ids.js'
import { answers, fetching, isAction, startTeamsWorld, type, wordsOf } from '../bots/teams/acting.js'
import { shows } from '../bots/teams/shows.js'
import { readSaved, type Saved } from './saved.js'
import { COORDINATOR, HOUSING_OFFICER, OFFICER, requestAt } from './stage.js'
import type { World } from './world.js'

const OUT_OF_DATE = /out of date\. Please open/

let world: World
let saved: Saved
beforeAll(async () => {
  world = await startTeamsWorld()
  saved = await readSaved(world)
})
afterAll(async () => {
  await saved?.end()
  await world?.end()
})
afterEach(() => {
  for (const id of [COORDINATOR, OFFICER, HOUSING_OFFICER])
    if (world.inTeams(id).dialog()) world.inTeams(id).closeDialog()
})

describe('what was asked for by a word stays in no chat', () => {
  test.each(
    COMMANDS.filter(({ showsCases }) => showsCases).map(({ name, argument }) => [name, argument?.name]),
  )('“%s %s” is answered with a button, which opens it and leaves nothing behind', async (name, argument) => {
    const staged = await requestAt(world, 'offered')
    const code = (await staged.record()).reference ?? ''
    const words = argument ? `${name} ${code}` : name
    const before = answers(world, COORDINATOR).length
    const { card } = await type(world, COORDINATOR, words)
    expect(wordsOf(card)).toContain(argument ? code : '')
    world.inTeams(COORDINATOR).closeDialog()
    const said = answers(world, COORDINATOR).slice(before)
    expect(said.map(({ card: shown }) => wordsOf(shown))).toEqual([
      'Press to read it. What opens does not stay in this chat.\nRead it',
    ])
    expect(JSON.stringify(said)).not.toContain(staged.id)
  })

  test('its button shows how things stand when it is pressed, and only to whom they may be shown then', async () => {
    const staged = await requestAt(world, 'submitted')
    const words = `status ${await staged.code()}`
    await world.inTeams(OFFICER).say(words)
    const [kept] = answers(world, OFFICER).slice(-1)
    if (!kept) throw new Error('no answer')
    await staged.take(COORDINATOR, 'close', { reason: 'contact_lost' })
    await world.inTeams(OFFICER).press(kept, isAction('read_typed'))
    expect(wordsOf(world.inTeams(OFFICER).dialog()?.card)).toMatch(/closed/i)
    const press = encodeButton({
      action: 'read_typed',
      ref: { kind: 'shown', shownId: systemIds.random() },
      typed: words,
    })
    shows(await world.teams.send(fetching(world, HOUSING_OFFICER, press)), 'Nothing found for you.')
  })

  test('no other word can be put on such a button, and nothing that is no code', async () => {
    const asked = (typed: string) => {
      const shown = new URLSearchParams({ shown: systemIds.random(), typed })
      return world.teams.send(fetching(world, COORDINATOR, `read_typed?${shown}`))
    }
    const tables = await saved.steps()
    for (const words of ['intake paused', 'help', 'code ABCD-2345']) shows(await asked(words), 'out of date')
    for (const words of ['status Mrs Sharon Osgood', 'status NW1 7HE', '<b>'])
      shows(await asked(words), OUT_OF_DATE)
    expect(await saved.steps()).toEqual(tables)
    const { card } = await type(world, COORDINATOR, 'status Mrs Sharon Osgood')
    expect(wordsOf(card)).toBe('Nothing found for you.')
  })
})
