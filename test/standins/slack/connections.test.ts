import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as bolt from '@slack/bolt'
import { InstallProvider } from '@slack/oauth'
import { afterEach, describe, expect, it } from 'vitest'
import type { SlackStandin } from '../../../src/standins/slack/index.js'
import {
  button,
  clientOf,
  clientOptions,
  modal,
  NORTH_TOKEN,
  refusal,
  SILENT,
  startWorld,
  textInput,
} from './support.js'

const stops: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function world(): Promise<SlackStandin> {
  const slack = await startWorld()
  stops.push(() => slack.close())
  return slack
}

describe('OAuth', () => {
  it('installs the app into a new workspace through Slack’s own installer', async () => {
    const slack = await world()
    slack.addWorkspace({ id: 'T0NEW', name: 'New Homes' })
    slack.addUser({ id: 'U0NELL', teamId: 'T0NEW', name: 'nell' })
    slack.installAs('U0NELL')
    const saved: { token: string | undefined; team: string | undefined }[] = []
    const installer = new InstallProvider({
      clientId: slack.clientId,
      clientSecret: slack.clientSecret,
      stateSecret: 'state-secret',
      authorizationUrl: slack.authorizeUrl,
      clientOptions: clientOptions(slack),
      logger: SILENT,
      installationStore: {
        storeInstallation: async (i) => {
          saved.push({ token: i.bot?.token, team: i.team?.id })
        },
        fetchInstallation: async () => expect.fail('not asked'),
      },
    })
    const server = createServer((req, res) => {
      const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth`
      if (req.url?.startsWith('/install')) {
        void installer.handleInstallPath(req, res, {}, { scopes: ['chat:write', 'commands'], redirectUri })
      } else void installer.handleCallback(req, res)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    stops.push(() => {
      server.closeAllConnections()
      server.close()
    })
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const page = await fetch(`${base}/install`)
    const cookie = page.headers.get('set-cookie') ?? ''
    const link = /<a href="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    const consent = await fetch(link, { redirect: 'manual' })
    const back = consent.headers.get('location') ?? ''
    expect((await fetch(back)).status).toBe(400)
    await fetch(back, { headers: { cookie: cookie.split(';')[0] ?? '' } })
    const token = slack.store.workspaces.get('T0NEW')?.botToken
    expect(saved).toEqual([{ token, team: 'T0NEW' }])
    expect((await clientOf(slack, token).auth.test()).team).toBe('New Homes')
    const code = new URL(back).searchParams.get('code') ?? ''
    const access = { client_id: slack.clientId, client_secret: slack.clientSecret, code }
    expect(await refusal(clientOf(slack).oauth.v2.access(access))).toBe('code_already_used')
    expect(await refusal(clientOf(slack).oauth.v2.access({ ...access, client_secret: 'x' }))).toBe(
      'bad_client_secret',
    )
  })
})

describe('Socket Mode', () => {
  it('carries commands, presses, submissions and events of a Bolt app, answers included', async () => {
    const slack = await world()
    const app = new bolt.App({
      socketMode: true,
      appToken: slack.appToken,
      token: NORTH_TOKEN,
      clientOptions: clientOptions(slack),
      installerOptions: { clientOptions: clientOptions(slack) },
      logger: SILENT,
    })
    const heard: string[] = []
    app.command('/reciprocal', async ({ ack, body, client }) => {
      await client.views.open({ trigger_id: body.trigger_id, view: modal([textInput('a')]) as never })
      await ack(`Opened. ${'x'.repeat(70_000).length}`)
    })
    app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { a: 'No' } }))
    app.action('go', async ({ ack }) => ack())
    app.message(async ({ message }) => {
      heard.push((message as { text?: string }).text ?? '')
    })
    await app.start()
    stops.push(() => app.stop())
    const ada = slack.as('U0ADA')
    expect((await ada.command('C0NORTH', '/reciprocal')).status).toBe(200)
    expect(slack.store.ephemerals('U0ADA')[0]?.text).toBe('Opened. 70000')
    const long = 'é'.repeat(2_900)
    expect((await ada.submit(ada.modal()?.id ?? '', { a: long })).errors).toEqual({ a: 'No' })
    await clientOf(slack, NORTH_TOKEN).chat.postMessage({
      channel: 'C0NORTH',
      text: 'x',
      blocks: [button('go')],
    })
    expect((await ada.press(slack.store.lastMessage('C0NORTH') ?? expect.fail(), 'go')).status).toBe(200)
    await ada.say('C0NORTH', 'y'.repeat(70_000))
    expect(heard[0]).toHaveLength(70_000)
  })

  it('lets in nobody without the app token, or twice with one address', async () => {
    const slack = await world()
    const open = (token: string) => clientOf(slack, token).apps.connections.open({})
    expect(await refusal(open(NORTH_TOKEN))).toBe('invalid_auth')
    const { url = '' } = await open(slack.appToken)
    const stranger = await socketStatus(url.replace(/ticket=\w+/, 'ticket=guessed'))
    expect([stranger, await socketStatus(url), await socketStatus(url)]).toEqual([401, 101, 401])
  })
})

/** The status that the handshake at a `ws:` address is answered with. */
function socketStatus(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request(url.replace('ws', 'http'), {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.from('0123456789abcdef').toString('base64'),
      },
    })
    asking.on('upgrade', (res, socket) => {
      socket.destroy()
      resolve(res.statusCode)
    })
    asking.on('response', (res) => {
      res.resume()
      resolve(res.statusCode)
    })
    asking.on('error', reject)
    asking.end()
  })
}
