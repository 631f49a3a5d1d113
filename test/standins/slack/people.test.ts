import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type * as bolt from '@slack/bolt'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { SlackStandin } from '../../../src/standins/slack/index.js'
import {
  button,
  clientOf,
  modal,
  NORTH,
  NORTH_TOKEN,
  refusal,
  SOUTH_TOKEN,
  section,
  startWorld,
  textInput,
  world,
} from './support.js'

/** An app that answers every request the same way; keeps what it got. */
async function plainApp(slack: SlackStandin, status: (nth: number) => number | undefined) {
  const got: { headers: Record<string, unknown>; body: string }[] = []
  const server: Server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (c: Buffer) => chunks.push(c))
    req.on('end', () => {
      got.push({ headers: req.headers, body: Buffer.concat(chunks).toString() })
      const code = status(got.length)
      if (code === undefined) return
      res.writeHead(code)
      res.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  slack.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return got
}

describe('slash commands', () => {
  it('reach the app signed, and its answer is seen by the one who typed alone', async () => {
    const slack = await world((app) => {
      app.command('/reciprocal', async ({ ack, command }) => ack(`You said ${command.text}`))
    })
    const result = await slack.as('U0ADA').command('C0NORTH', '/reciprocal', 'status')
    expect(result).toMatchObject({ sent: true, status: 200, saw: undefined, timedOut: false })
    expect(slack.as('U0ADA').screen().channels[0]?.messages).toMatchObject([
      { text: 'You said status', ephemeral: true },
    ])
    expect(slack.store.messages('C0NORTH')).toEqual([])
    await expect(slack.as('U0BEN').command('C0NORTH', '/reciprocal')).rejects.toThrow('not in channel')
  })

  it('an answer later than 3 seconds is read as operation_timeout, an error as dispatch_failed', async () => {
    const slack = await startWorld({ ackTimeoutMs: 60 })
    onTestFinished(() => slack.close())
    await plainApp(slack, (nth) => (nth === 1 ? undefined : 500))
    expect(await slack.as('U0ADA').command('C0NORTH', '/reciprocal')).toMatchObject({
      timedOut: true,
      status: 0,
      saw: 'operation_timeout',
    })
    expect((await slack.as('U0ADA').command('C0NORTH', '/reciprocal')).saw).toBe('dispatch_failed')
    expect(slack.store.seen('U0ADA').map((s) => s.code)).toEqual(['operation_timeout', 'dispatch_failed'])
  })
})

describe('signatures', () => {
  it('unsigned, wrongly signed and stale requests are refused by the app, a replay is bytewise the same', async () => {
    let heard = 0
    const slack = await world((app) => {
      app.command('/reciprocal', async ({ ack }) => {
        heard += 1
        await ack()
      })
    })
    const { wire } = await slack.as('U0ADA').command('C0NORTH', '/reciprocal')
    const again = wire?.sentBody ?? ''
    expect((await slack.send('command', again, { signingSecret: null })).status).toBe(401)
    expect((await slack.send('command', again, { signingSecret: 'wrong' })).status).toBe(401)
    const sixMinutesAgo = Math.floor(Date.now() / 1_000) - 360
    expect((await slack.send('command', again, { timestamp: sixMinutesAgo })).status).toBe(401)
    expect(heard).toBe(1)
    expect((await slack.send('command', again)).status).toBe(200)
    expect(heard).toBe(2)
  })
})

describe('triggers', () => {
  it('work once, within 3 seconds, in their own workspace', async () => {
    let now = Date.now()
    const triggers: string[] = []
    const slack = await world(
      (app) => {
        app.command('/reciprocal', async ({ ack, body }) => {
          triggers.push(body.trigger_id)
          await ack()
        })
      },
      { clock: () => now },
    )
    const view = modal([textInput('a')]) as never
    const open = (n: number, token = NORTH_TOKEN) =>
      clientOf(slack, token).views.open({ trigger_id: triggers[n] ?? '', view })
    await slack.as('U0ADA').command('C0NORTH', '/reciprocal')
    expect(await refusal(open(0, SOUTH_TOKEN))).toBe('invalid_trigger_id')
    await open(0)
    expect(await refusal(open(0))).toBe('exchanged_trigger_id')
    await slack.as('U0BEN').command('C0SHARED', '/reciprocal')
    now += 3_001
    expect(await refusal(open(1))).toBe('expired_trigger_id')
    expect(slack.store.modal('U0ADA')?.title).toBe('Form')
    expect(slack.store.modal('U0BEN')).toBeUndefined()
  })
})

describe('buttons', () => {
  it('carry action, message, state and a response_url that works five times', async () => {
    const seen: bolt.BlockAction[] = []
    const slack = await world((app) => {
      app.action('go', async ({ ack, body }) => {
        seen.push(body as bolt.BlockAction)
        await ack()
      })
    })
    await clientOf(slack, NORTH_TOKEN).chat.postMessage({
      channel: 'C0NORTH',
      text: 'card',
      blocks: [section('card'), button('go', 'r7')],
    })
    const card = slack.store.lastMessage('C0NORTH') ?? expect.fail()
    const result = await slack.as('U0ADA').press(card, 'go')
    expect(result).toMatchObject({ status: 200, saw: undefined })
    const [body] = seen
    expect(body).toMatchObject({
      actions: [{ action_id: 'go', value: 'r7', block_id: 'row-go' }],
      user: { id: 'U0ADA', team_id: NORTH },
      message: { ts: card.ts, text: 'card' },
    })
    const url = body?.response_url ?? ''
    const respond = (answer: object) => fetch(url, { method: 'POST', body: JSON.stringify(answer) })
    expect((await respond({ replace_original: true, text: 'done' })).status).toBe(200)
    expect(slack.store.message('C0NORTH', card.ts)).toMatchObject({ text: 'done', blocks: [] })
    for (let i = 0; i < 4; i += 1) await respond({ text: `note ${i}` })
    expect(slack.store.ephemerals('U0ADA')).toHaveLength(4)
    expect(await (await respond({ delete_original: true })).json()).toMatchObject({ error: 'used_url' })
  })

  it('can be pressed only by who sees them, and as they are now, unless the screen lags', async () => {
    const values: unknown[] = []
    const slack = await world((app) => {
      app.action('go', async ({ ack, action }) => {
        values.push((action as bolt.ButtonAction).value)
        await ack()
      })
    })
    const client = clientOf(slack, NORTH_TOKEN)
    const { ts = '' } = await client.chat.postMessage({
      channel: 'C0NORTH',
      text: 'x',
      blocks: [button('go', 'old')],
    })
    const old = { ...(slack.store.message('C0NORTH', ts) ?? expect.fail()) }
    await client.chat.update({ channel: 'C0NORTH', ts, text: 'resolved' })
    await expect(slack.as('U0BEN').press(old, 'go')).rejects.toThrow('not in channel')
    await expect(slack.as('U0ADA').press(old, 'go')).rejects.toThrow('there are: none')
    await slack.as('U0ADA').press(old, 'go', { stale: true })
    expect(values).toEqual(['old'])
  })
})

describe('events', () => {
  it('Home opens, and words in a channel of the app are heard', async () => {
    const heard: string[] = []
    const slack = await world((app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({
          user_id: event.user,
          view: { type: 'home', blocks: [button('go') as never] },
        })
      })
      app.message(async ({ message }) => {
        heard.push(`${message.channel_type}: ${(message as { text?: string }).text}`)
      })
      app.action('go', async ({ ack }) => ack())
    })
    const ada = slack.as('U0ADA')
    expect((await ada.openHome()).status).toBe(200)
    await slack.store.until(() => ada.home())
    expect((await ada.press('home', 'go')).status).toBe(200)
    await ada.say(ada.dm().id, 'hello')
    expect((await ada.say('C0OPEN', 'nobody listens')).sent).toBe(false)
    expect(heard).toEqual(['im: hello'])
  })

  it('are sent again, the same event, until the app says 200; what people do is sent once', async () => {
    const slack = await startWorld({ eventRetries: [0, 0, 0] })
    onTestFinished(() => slack.close())
    const got = await plainApp(slack, (nth) => (nth < 3 ? 500 : 200))
    await slack.as('U0ADA').openHome()
    await slack.settled()
    expect(got.map((g) => g.headers['x-slack-retry-num'])).toEqual([undefined, '1', '2'])
    expect(new Set(got.map((g) => JSON.parse(g.body).event_id)).size).toBe(1)
    const failing = await plainApp(slack, () => 500)
    await slack.as('U0ADA').command('C0NORTH', '/reciprocal')
    await slack.settled()
    expect(failing).toHaveLength(1)
  })
})

describe('a shared channel', () => {
  it('lets people of a workspace without the app press, and tells the app where they are from', async () => {
    const users: unknown[] = []
    const slack = await world((app) => {
      app.action('go', async ({ ack, body }) => {
        users.push(body.user, body.team?.id)
        await ack()
      })
    })
    slack.addWorkspace({ id: 'T0WEST', name: 'West Homes' })
    slack.addUser({ id: 'U0WES', teamId: 'T0WEST', name: 'wes' })
    slack.addChannel({
      id: 'C0WEST',
      teamId: NORTH,
      name: 'w',
      private: true,
      members: ['U0WES'],
      shared: ['T0WEST'],
    })
    const message = { channel: 'C0WEST', text: 'x', blocks: [button('go')] }
    const { ts = '' } = await clientOf(slack, NORTH_TOKEN).chat.postMessage(message)
    expect((await slack.as('U0WES').press({ channel: 'C0WEST', ts }, 'go')).status).toBe(200)
    expect(users).toMatchObject([{ id: 'U0WES', team_id: 'T0WEST' }, NORTH])
    await expect(slack.as('U0WES').command('C0WEST', '/reciprocal')).rejects.toThrow('not installed')
  })
})

describe('a switched-off account', () => {
  it('can do nothing', async () => {
    const slack = await world(() => undefined)
    slack.faults.deactivateUser('U0ADA')
    await expect(slack.as('U0ADA').command('C0NORTH', '/reciprocal')).rejects.toThrow('switched off')
  })
})
