import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/bots/commands.js'
import type { SeenMessage } from '../../src/standins/botframework/index.js'
import {
  answers,
  closeDialogs,
  fetching,
  isAction,
  startTeamsWorld,
  type,
  wordsOf,
} from '../bots/teams/acting.js'
import { shows } from '../bots/teams/shows.js'
import { readSaved, type Saved } from './saved.js'
import { COORDINATOR, HOUSING_OFFICER, OFFICER, requestAt } from './stage.js'
import type { World } from './world.js'

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
afterEach(() => closeDialogs(world, COORDINATOR, OFFICER, HOUSING_OFFICER))

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
    await world.inTeams(OFFICER).say(`status ${await staged.code()}`)
    const [kept] = answers(world, OFFICER).slice(-1)
    if (!kept) throw new Error('no answer')
    await staged.take(COORDINATOR, 'close', { reason: 'contact_lost' })
    await world.inTeams(OFFICER).press(kept, isAction('read_typed'))
    expect(wordsOf(world.inTeams(OFFICER).dialog()?.card)).toMatch(/closed/i)
    shows(await world.teams.send(fetching(world, HOUSING_OFFICER, pressOf(kept))), 'Nothing found for you.')
  })

  test('neither the code that was typed nor anything that was changed stands on a button', async () => {
    const staged = await requestAt(world, 'submitted')
    const code = await staged.code()
    const kept: SeenMessage[] = []
    for (const words of [`status ${code}`, 'mine']) {
      await world.inTeams(COORDINATOR).say(words)
      kept.push(...answers(world, COORDINATOR).slice(-1))
    }
    const [status = '', mine = ''] = kept.map(pressOf)
    expect(JSON.stringify(kept)).not.toContain(code)
    const sealedOf = (press: string) => new URLSearchParams(press.split('?')[1]).get('typed') ?? ''
    const tampered = [
      status.replace(sealedOf(status), sealedOf(mine)),
      status.replace(sealedOf(status), 'status'),
      status.replace(/&typed=.*/, ''),
    ]
    const tables = await saved.steps()
    for (const press of tampered)
      shows(await world.teams.send(fetching(world, COORDINATOR, press)), 'out of date')
    expect(await saved.steps()).toEqual(tables)
  })

  test('what is no code finds nothing', async () => {
    const { card } = await type(world, COORDINATOR, 'status Mrs Sharon Osgood')
    expect(wordsOf(card)).toBe('Nothing found for you.')
    const sentence = `my tenant rang this morning, she says ${'that he knows '.repeat(9)}where she is`
    await world.inTeams(COORDINATOR).say(sentence)
    expect(wordsOf(answers(world, COORDINATOR).at(-1)?.card)).toMatch(/^Press to read it/)
    const long = await type(world, COORDINATOR, `status ${'x'.repeat(200)}`)
    expect(wordsOf(long.card)).toBe('Nothing found for you.')
  })
})

function pressOf({ card }: SeenMessage): string {
  const [press] = /"read_typed\?[^"]+/.exec(JSON.stringify(card)) ?? []
  if (!press) throw new Error('no button')
  return press.slice(1)
}
