import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type HttpServer, listen } from '../../src/app/http.js'
import { schemesFolder } from '../../src/app/paths.js'
import { readDirectory, readScheme, schemeFileOf } from '../../src/app/schemes.js'
import { Sources } from '../../src/app/sources.js'
import type { Directory } from '../../src/core/people/directory-schema.js'
import { type Playground, preparePlayground } from '../../src/playground/index.js'
import type { News, PersonRow } from '../../src/playground/page-types.js'
import { seatsOf } from '../../src/playground/people.js'

let folder: string
let directory: Directory
let playground: Playground
let http: HttpServer

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'playground-'))
  for (const name of ['index.html', 'page.js', 'page.css']) writeFileSync(join(folder, name), name)
  directory = readDirectory(join(schemesFolder, 'demo-directory.yaml'), readScheme(schemeFileOf('london')))
  await start()
})

afterEach(async () => {
  await stop()
  rmSync(folder, { recursive: true })
})

test('everybody of the demo directory has a seat in their own organisation’s workspace', async () => {
  const { people } = (await ask({ path: 'people' })).body as { people: PersonRow[] }
  expect(people.map(({ name }) => name)).toEqual(directory.people.map(({ name }) => name))
  expect(people[0]).toEqual({
    id: userId('maren-calloway'),
    platform: 'slack',
    name: 'Maren Calloway',
    organisation: 'Harbourlight London',
    kind: 'Coordinating team',
    roles: [{ id: 'coordinator', words: 'Coordinator' }],
  })
  const deputy = people.find(({ name }) => name === 'Zoe Ridealgh')
  expect(deputy?.roles[0]?.words).toBe('Named lead, deputy of Marcus Greenslade')
})

test('a notices channel holds the partner’s housing officers and nobody else', () => {
  const members = [...(playground.standin.store.channels.get('C007')?.members ?? [])]
  const people = members.filter((id) => playground.standin.store.users.get(id)?.isBot === false)
  expect(people).toEqual([userId('ben-thackeray')])
})

test.each([
  ['another machine’s name for this one', { host: 'example.org' }],
  ['a page of another site', { origin: 'https://example.org' }],
  ['a page of another site, as the browser tells', { 'sec-fetch-site': 'cross-site' }],
])('a request from %s is refused and nothing is done', async (_, headers) => {
  const body = { person: userId('maren-calloway'), channel: dm('maren-calloway'), text: 'hello' }
  const answer = await ask({ path: 'say', body, headers })
  expect(answer.status).toBe(403)
  expect(said('maren-calloway')).toEqual([])
})

test('a form of a web page cannot post: only JSON is read, and not without end', async () => {
  const text = { 'content-type': 'text/plain' }
  expect((await ask({ path: 'home', body: { person: 'U1' }, headers: text })).status).toBe(415)
  expect((await ask({ path: 'home', body: { person: 'x'.repeat(300_000) } })).status).toBe(413)
})

test('what nobody can see or do is answered with a sentence', async () => {
  const person = userId('maren-calloway')
  expect(await ask({ path: 'screen/UNOBODY' })).toMatchObject({ status: 404 })
  expect(await ask({ path: 'nothing' })).toMatchObject({ status: 404 })
  expect(await ask({ path: 'home', body: {} })).toMatchObject({ status: 400 })
  const press = { person, target: { view: 'V1' }, actionId: 'a', blockId: 'b' }
  expect(await ask({ path: 'press', body: press })).toEqual({
    status: 409,
    body: { error: 'That is no longer on this screen. Here is how it looks now.' },
  })
  const command = { person, channel: dm('maren-calloway'), text: '/remind me' }
  expect(await ask({ path: 'say', body: command })).toEqual({
    status: 422,
    body: { error: '/remind is not a command here. Every command starts with /reciprocal.' },
  })
})

test('an open page is told whose screens change', async () => {
  const stream = await fetch(`${http.url}/playground/api/events`)
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = (await reader?.read())?.value ?? ''
  const channel = playground.standin.store.channels.get('C007')
  if (channel) playground.standin.store.post(channel, { user: 'U007BOT', text: 'Home needed' })
  while (!heard.includes('data:')) heard += (await reader?.read())?.value ?? ''
  const news = JSON.parse(heard.slice(heard.indexOf('data:') + 5)) as News[]
  expect(news).toEqual([{ person: userId('ben-thackeray'), channels: ['C007'] }])
  playground.hangUp()
  expect((await reader?.read())?.done).toBe(true)
})

test('what was said is still there after a second start', async () => {
  const person = userId('maren-calloway')
  await ask({ path: 'say', body: { person, channel: dm('maren-calloway'), text: 'hello' } })
  expect(said('maren-calloway')).toEqual(['hello'])
  const lead = userId('hannah-penhallow')
  const chat = playground.teamsStandin.as(lead).dm().id
  await ask({ path: 'teams-say', body: { person: lead, conversation: chat, text: 'home' } })
  const inTeams = () => playground.teamsStandin.as(lead).messages()
  const [before] = inTeams()
  expect(before?.text).toBe('home')
  await stop()
  await start()
  expect(said('maren-calloway')).toEqual(['hello'])
  expect(inTeams()).toEqual([before])
})

async function start(): Promise<void> {
  const memoryFile = join(folder, 'memory.json')
  playground = await preparePlayground({ directory, pageFolder: folder, memoryFile })
  http = await listen({
    host: '127.0.0.1',
    port: 0,
    handlers: [playground.handler],
    sources: new Sources({}),
  })
  playground.connect(http.url)
}

async function stop(): Promise<void> {
  playground.hangUp()
  await http.close()
  await playground.stop()
}

interface Asked {
  path: string
  body?: object
  headers?: Record<string, string>
}

/** By Node's own client, which lets a test name any host. */
function ask({ path, body, headers }: Asked): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${http.url}/playground/api/${path}`,
      {
        method: body ? 'POST' : 'GET',
        headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
      },
      async (response) => {
        let text = ''
        for await (const chunk of response.setEncoding('utf8')) text += chunk
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) })
      },
    )
    sent.on('error', reject)
    sent.end(body && JSON.stringify(body))
  })
}

function userId(personId: string): string {
  return seatsOf(directory).find(({ person }) => person.id === personId)?.userId ?? ''
}

function dm(personId: string): string {
  return playground.standin.store.im(userId(personId))?.id ?? ''
}

function said(personId: string): string[] {
  return playground.standin.store.dms(userId(personId)).map(({ text }) => text)
}
