import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type BotFrameworkStandin, startBotFrameworkStandin } from '../../src/standins/botframework/index.js'
import { serve, urlOf } from '../bots/slack/world.js'

let teams: BotFrameworkStandin
let server: Awaited<ReturnType<typeof serve>>
const logged: string[] = []

beforeAll(async () => {
  teams = await startBotFrameworkStandin({ appPassword: 'a password' })
  teams.addTenant({ id: 'tenant', name: 'Tenant' })
  teams.addUser({ aadObjectId: 'ann', tenantId: 'tenant', name: 'Ann', hasApp: true })
  // Loaded anew: what is said on the console is listened to from the first token on.
  vi.resetModules()
  const { TeamsAdapter } = await import('../../src/bots/teams/adapter.js')
  const { TeamsEndpoint } = await import('../../src/bots/teams/endpoint.js')
  const adapter = new TeamsAdapter({
    appId: teams.appId,
    appPassword: teams.appPassword,
    loginUrl: teams.loginUrl,
    openIdMetadataUrl: teams.openIdUrl,
  })
  const write = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }))
  const log = { info: write, warn: write, error: write }
  server = await serve(new TeamsEndpoint(adapter, async () => undefined, log))
  teams.connect(`${urlOf(server)}/api/messages`)
})
afterAll(async () => {
  server?.closeAllConnections()
  server?.close()
  await teams?.close()
})

test('a refused token leaves one line with a code in the log, and no key, claim or stack anywhere', async () => {
  const streams = [process.stderr, process.stdout]
  const written: string[] = []
  const spies = streams.map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      written.push(String(text))
      return true
    }),
  )
  const said = (['error', 'warn', 'log'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...words) => void written.push(words.join(' '))),
  )
  try {
    const tokens = ['expired', 'unknownKey', 'forgedSignature', 'wrongAudience', 'algNone', 'hs256'] as const
    for (const token of tokens)
      expect([token, (await teams.send(teams.compose('ann', 'hello'), { token })).status]).toEqual([
        token,
        401,
      ])
    expect(logged).toHaveLength(tokens.length)
    expect(logged.join()).not.toMatch(/ at |eyJ|kid|tenant|ann/)
    expect(written).toEqual([])
    console.error('what others say is heard')
    expect(written).toEqual(['what others say is heard'])
  } finally {
    for (const spy of [...spies, ...said]) spy.mockRestore()
  }
})
