import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type {
  CardAction,
  News,
  Outcome,
  People,
  PersonScreen,
  TeamsValues,
} from '../../src/playground/page-types.js'
import type { SeenMessage } from '../../src/standins/botframework/index.js'
import { buttonsOf } from '../bots/support/card-reader.js'
import { type LivePlayground, startLivePlayground } from './live-playground.js'

type TeamsScreen = Extract<PersonScreen, { platform: 'teams' }>

let folder: string
let live: LivePlayground
let lead: string
let officer: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'playground-'))
  for (const name of ['index.html', 'page.js', 'page.css']) writeFileSync(join(folder, name), name)
  live = await startLivePlayground(folder)
  const { people } = (await get('people')) as People
  const idOf = (name: string) => people.find((row) => row.name === name)?.id ?? ''
  lead = idOf('Hannah Penhallow')
  officer = idOf('Brigid Silverdale')
}, 60_000)

afterAll(async () => {
  await live?.stop()
  rmSync(folder, { recursive: true })
})

beforeEach(() => live.playground.connect(live.url))

test('everybody is listed with the platform of their organisation, about a third of the partners in Teams', async () => {
  const { people } = (await get('people')) as People
  const partners = new Map(people.map(({ organisation, platform }) => [organisation, platform]))
  const inTeams = [...partners.values()].filter((platform) => platform === 'teams').length
  expect(inTeams).toBe(18)
  expect((await get(`screen/${lead}`)).platform).toBe('teams')
})

test('a word sent in the chat is answered there with a card, and the open page is told', async () => {
  const heard = await listening()
  await say('help')
  const { message, chat } = await newestCard()
  expect(message.fromApp).toBe(true)
  expect(JSON.stringify(message.card)).toContain('You can type these words to me.')
  expect((await heard()).some(({ person, channels }) => person === lead && channels.includes(chat))).toBe(
    true,
  )
})

test('a press opens a dialog; it is closed, and sent with what was typed; its last word is said', async () => {
  await say('away')
  expect(await press('Away dates')).toMatchObject({ status: 200, body: { trouble: null, said: null } })
  const opened = await screen()
  expect(opened.dialog?.title).toBe('Away dates')
  await act('teams-close', { person: lead })
  expect((await screen()).dialog).toBeUndefined()

  await press('Away dates')
  const dialog = (await screen()).dialog
  const wrong = await submit({ from: '2030-05-02', to: '2030-05-01' })
  expect(wrong.body).toEqual({ trouble: null, said: null })
  expect((await screen()).dialog).toMatchObject({ id: dialog?.id, turns: 1 })
  const sent = await submit({ from: '2030-05-01', to: '2030-05-02' })
  expect(sent.body.said?.kind).toBe('dialog')
  expect((await screen()).dialog).toBeUndefined()
})

test('words in a channel are posted there with a mention, and answered below', async () => {
  const channel = (await screen(officer)).channels.find(({ name }) => name === 'Reciprocal notices')
  await act('teams-say', { person: officer, conversation: channel?.id, text: 'waiting' })
  await expect
    .poll(async () => {
      const shown = (await screen(officer)).channels.find(({ id }) => id === channel?.id)?.messages ?? []
      return shown.map(({ fromApp, card, text }) => (fromApp ? JSON.stringify(card ?? text) : text))
    })
    .toEqual(['<at>Reciprocal</at> waiting', expect.stringMatching(/private chat/)])
})

test('when the app does not answer, Teams’ own words are shown, and a dialog stays open with them', async () => {
  await say('away')
  await press('Away dates')
  live.playground.teamsStandin.connect(`${live.url}/nowhere`)
  const unable = { trouble: 'Unable to reach app. Please try again.', said: null }
  expect((await submit({ from: '2030-05-01' })).body).toEqual(unable)
  expect((await screen()).dialog?.trouble).toContain('Unable to reach app')
  expect((await press('Away dates')).body).toEqual(unable)
})

test('what is not on this person’s screen cannot be used, whoever asks', async () => {
  await say('away')
  const { message } = await newestCard()
  const gone = { error: 'That is no longer on this screen. Here is how it looks now.' }
  const on = { conversationId: message.conversationId, id: message.id }
  const mine = actionOf(message.card, 'Away dates')
  const action = { ...mine, data: { press: 'show_partners?' } }
  const made = await act('teams-press', { person: lead, message: on, action, values: {} })
  expect(made).toEqual({ status: 409, body: gone })
  const theirs = await act('teams-press', { person: officer, message: on, action: mine, values: {} })
  expect(theirs).toEqual({ status: 409, body: gone })
  const old = await act('teams-submit', { person: lead, dialog: 'D0', action: mine, values: {} })
  expect(old).toEqual({ status: 409, body: gone })
  expect((await act('teams-say', { person: 'U1', conversation: 'x', text: 'home' })).status).toBe(409)
  expect((await act('teams-press', { person: lead })).status).toBe(400)
})

async function say(text: string): Promise<void> {
  const before = (await screen()).chat
  await act('teams-say', { person: lead, conversation: before.id, text })
  await expect.poll(async () => (await screen()).chat.messages.length).toBe(before.messages.length + 2)
}

async function newestCard(): Promise<{ message: SeenMessage; chat: string }> {
  const { chat } = await screen()
  const message = chat.messages.findLast(({ card }) => card !== undefined)
  if (!message) throw new Error('no card')
  return { message, chat: chat.id ?? '' }
}

async function press(title: string) {
  const { message } = await newestCard()
  const on = { conversationId: message.conversationId, id: message.id }
  return act('teams-press', { person: lead, message: on, action: actionOf(message.card, title), values: {} })
}

async function submit(values: TeamsValues) {
  const { dialog } = await screen()
  return act('teams-submit', {
    person: lead,
    dialog: dialog?.id,
    action: actionOf(dialog?.card, 'Save'),
    values,
  })
}

/** As the page sends it: what the card says, without what older clients would use. */
function actionOf(card: unknown, title: string): CardAction {
  const found = buttonsOf(card as Parameters<typeof buttonsOf>[0]).find((one) => one.title === title)
  if (!found) throw new Error(`no button ${title}`)
  return JSON.parse(JSON.stringify({ ...found, fallback: undefined, style: undefined }))
}

async function screen(person = lead): Promise<TeamsScreen> {
  const seen = (await get(`screen/${person}`)) as PersonScreen
  if (seen.platform !== 'teams') throw new Error('not in Teams')
  return seen
}

async function listening(): Promise<() => Promise<News[]>> {
  const stream = await fetch(`${live.url}/playground/api/events`)
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = (await reader?.read())?.value ?? ''
  return async () => {
    while (!heard.includes('data:')) heard += (await reader?.read())?.value ?? ''
    await reader?.cancel()
    return JSON.parse(heard.slice(heard.indexOf('data:') + 5).split('\n')[0] ?? '') as News[]
  }
}

async function get(path: string) {
  const response = await fetch(`${live.url}/playground/api/${path}`)
  return response.json()
}

async function act(name: string, body: object): Promise<{ status: number; body: Outcome }> {
  const response = await fetch(`${live.url}/playground/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Outcome }
}
