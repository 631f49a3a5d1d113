import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SlackStandin } from '../../../src/standins/slack/index.js'
import {
  button,
  clientOf,
  modal,
  NORTH,
  NORTH_TOKEN,
  refusal,
  SOUTH,
  SOUTH_TOKEN,
  section,
  startWorld,
  textInput,
} from './support.js'

let now = Date.UTC(2026, 0, 12, 9)
let slack: SlackStandin
const north = () => clientOf(slack, NORTH_TOKEN)

beforeEach(async () => {
  now = Date.UTC(2026, 0, 12, 9)
  slack = await startWorld({ clock: () => now })
})
afterEach(() => slack.close())

describe('tokens', () => {
  it('a token is good for its own workspace alone', async () => {
    expect((await north().auth.test()).team_id).toBe(NORTH)
    expect(await refusal(clientOf(slack).auth.test())).toBe('not_authed')
    expect(await refusal(clientOf(slack, 'xoxb-forged').auth.test())).toBe('invalid_auth')
    const post = clientOf(slack, SOUTH_TOKEN).chat.postMessage({ channel: 'C0NORTH', text: 'hello' })
    expect(await refusal(post)).toBe('channel_not_found')
    expect(await refusal(clientOf(slack, SOUTH_TOKEN).users.info({ user: 'U0ADA' }))).toBe('user_not_found')
    expect(await refusal(clientOf(slack, slack.appToken).auth.test())).toBe('not_allowed_token_type')
  })

  it('a revoked token and a scope that was never granted are refused by name', async () => {
    slack.faults.revokeToken(NORTH)
    expect(await refusal(north().auth.test())).toBe('token_revoked')
    slack.faults.restoreToken(NORTH)
    slack.faults.deactivateUser('U0NORTHBOT')
    expect(await refusal(north().auth.test())).toBe('account_inactive')
    slack.addWorkspace({ id: 'T0POOR', name: 'Poor', botToken: 'xoxb-poor', scopes: ['commands'] })
    slack.addUser({ id: 'U0POOR', teamId: 'T0POOR', name: 'pat' })
    expect(await refusal(clientOf(slack, 'xoxb-poor').users.info({ user: 'U0POOR' }))).toBe('missing_scope')
  })

  it('a method that does not exist answers unknown_method', async () => {
    expect(await refusal(north().apiCall('chat.frobnicate'))).toBe('unknown_method')
  })
})

describe('messages', () => {
  it('keeps text, blocks and metadata, and every state a message went through', async () => {
    const metadata = { event_type: 'placement', event_payload: { id: 'p1' } }
    const posted = await north().chat.postMessage({
      channel: 'C0NORTH',
      text: 'one',
      blocks: [section('one'), button('go')],
      metadata,
    })
    const ts = String(posted.ts)
    await north().chat.update({ channel: 'C0NORTH', ts, text: 'two', blocks: [section('two')] })
    const message = slack.store.message('C0NORTH', ts)
    expect(message).toMatchObject({ text: 'two', metadata, botId: 'B0NORTH' })
    expect(message?.blocks).toHaveLength(1)
    expect(message?.edits.map((e) => e.text)).toEqual(['one'])
    await north().chat.delete({ channel: 'C0NORTH', ts })
    expect(slack.store.messages('C0NORTH')).toEqual([])
    expect(slack.store.messages('C0NORTH', true)[0]?.deletedAt).toBe(now)
    expect(await refusal(north().chat.update({ channel: 'C0NORTH', ts, text: 'x' }))).toBe(
      'message_not_found',
    )
  })

  it('an update with text alone takes the blocks away, and metadata stays until it is emptied', async () => {
    const metadata = { event_type: 'placement', event_payload: { id: 'p1' } }
    const { ts = '' } = await north().chat.postMessage({
      channel: 'C0NORTH',
      text: 'one',
      blocks: [section('one')],
      metadata,
    })
    await north().chat.update({ channel: 'C0NORTH', ts, text: 'two' })
    expect(slack.store.message('C0NORTH', ts)).toMatchObject({ blocks: [], metadata })
  })

  it('a person id as channel opens their direct messages, and only of this workspace', async () => {
    const posted = await north().chat.postMessage({ channel: 'U0ADA', text: 'for you' })
    expect(posted.channel).toMatch(/^D/)
    expect(slack.store.dms('U0ADA').map((m) => m.text)).toEqual(['for you'])
    const opened = await north().conversations.open({ users: 'U0ADA' })
    expect(opened.channel?.id).toBe(posted.channel)
    expect(await refusal(north().chat.postMessage({ channel: 'U0CLEO', text: 'x' }))).toBe(
      'channel_not_found',
    )
    slack.faults.deactivateUser('U0BEN')
    expect(await refusal(north().conversations.open({ users: 'U0BEN' }))).toBe('user_disabled')
  })

  it('refuses to write where the app is not, where it is archived, and over the words of others', async () => {
    const post = (channel: string) => refusal(north().chat.postMessage({ channel, text: 'x' }))
    expect(await post('C0OPEN')).toBe('not_in_channel')
    slack.addChannel({ id: 'C0HIDDEN', teamId: NORTH, name: 'hidden', private: true, bot: false })
    expect(await post('C0HIDDEN')).toBe('channel_not_found')
    await north().chat.postMessage({ channel: 'C0SHARED', text: 'x' })
    slack.faults.removeBot('C0SHARED')
    expect(await post('C0SHARED')).toBe('channel_not_found')
    slack.faults.archiveChannel('C0NORTH')
    expect(await post('C0NORTH')).toBe('is_archived')
    slack.faults.unarchiveChannel('C0NORTH')
    const ada = slack.store.post(slack.store.channels.get('C0NORTH') ?? expect.fail(), {
      user: 'U0ADA',
      text: 'mine',
    })
    const over = north().chat.update({ channel: 'C0NORTH', ts: ada.ts, text: 'theirs' })
    expect(await refusal(over)).toBe('cant_update_message')
  })

  it('an ephemeral message is seen by one person of the channel only', async () => {
    await north().chat.postEphemeral({ channel: 'C0NORTH', user: 'U0ADA', text: 'psst' })
    expect(slack.store.ephemerals('U0ADA').map((e) => e.text)).toEqual(['psst'])
    expect(slack.store.messages('C0NORTH')).toEqual([])
    const toBen = north().chat.postEphemeral({ channel: 'C0NORTH', user: 'U0BEN', text: 'psst' })
    expect(await refusal(toBen)).toBe('user_not_in_channel')
  })
})

describe('history', () => {
  it('gives one request a minute and workspace, and 15 messages at most, with metadata on demand', async () => {
    for (let i = 0; i < 20; i += 1) {
      await north().chat.postMessage({
        channel: 'C0NORTH',
        text: `m${i}`,
        metadata: { event_type: 'placement', event_payload: { i } },
      })
    }
    const first = await north().conversations.history({
      channel: 'C0NORTH',
      include_all_metadata: true,
      limit: 200,
    })
    expect(first.messages).toHaveLength(15)
    expect(first.messages?.[0]).toMatchObject({ text: 'm19', metadata: { event_payload: { i: 19 } } })
    expect(first.has_more).toBe(true)
    // https://docs.slack.dev/apis/web-api/rate-limits: each method, workspace and app for itself.
    await expect(
      clientOf(slack, SOUTH_TOKEN).conversations.history({ channel: 'C0SOUTH' }),
    ).resolves.toMatchObject({
      ok: true,
    })
    const again = north().conversations.history({ channel: 'C0NORTH' })
    await expect(again).rejects.toMatchObject({ retryAfter: 60 })
    now += 60_000
    const cursor = first.response_metadata?.next_cursor
    const rest = await north().conversations.history({ channel: 'C0NORTH', cursor: cursor ?? '' })
    expect(rest.messages?.map((m) => m.text)).toEqual(['m4', 'm3', 'm2', 'm1', 'm0'])
    expect(rest.messages?.[0]?.metadata).toBeUndefined()
  })

  it('cuts by oldest and latest', async () => {
    const times: string[] = []
    for (const text of ['a', 'b', 'c']) {
      now += 1_000
      times.push(String((await north().chat.postMessage({ channel: 'C0NORTH', text })).ts))
    }
    const [oldest = '', , latest = ''] = times
    const between = await north().conversations.history({ channel: 'C0NORTH', oldest, latest })
    expect(between.messages?.map((m) => m.text)).toEqual(['b'])
    slack.resetLimits()
    const all = await north().conversations.history({ channel: 'C0NORTH', oldest, latest, inclusive: true })
    expect(all.messages?.map((m) => m.text)).toEqual(['c', 'b', 'a'])
  })
})

describe('people and channels', () => {
  it('finds people by e-mail within the workspace, and no switched-off account', async () => {
    const found = await north().users.lookupByEmail({ email: 'ADA@north.example' })
    expect(found.user).toMatchObject({ id: 'U0ADA', profile: { email: 'ada@north.example' } })
    expect(await refusal(north().users.lookupByEmail({ email: 'cleo@south.example' }))).toBe(
      'users_not_found',
    )
    slack.faults.deactivateUser('U0ADA')
    expect(await refusal(north().users.lookupByEmail({ email: 'ada@north.example' }))).toBe('users_not_found')
    expect((await north().users.info({ user: 'U0ADA' })).user?.deleted).toBe(true)
  })

  it('shows that a channel is shared, and strangers in it without their e-mail', async () => {
    const { channel } = await north().conversations.info({ channel: 'C0SHARED', include_num_members: true })
    expect(channel).toMatchObject({ is_ext_shared: true, is_private: true, num_members: 3 })
    expect(channel?.shared_team_ids).toEqual([NORTH, SOUTH])
    const { members } = await north().conversations.members({ channel: 'C0SHARED' })
    expect(members).toEqual(['U0BEN', 'U0CLEO', 'U0NORTHBOT'])
    const cleo = (await north().users.info({ user: 'U0CLEO' })).user
    expect(cleo).toMatchObject({ team_id: SOUTH, is_stranger: true })
    expect(cleo?.profile?.email).toBeUndefined()
  })

  it('lists page by page', async () => {
    const names: string[] = []
    for await (const page of north().paginate('conversations.list', {
      types: 'private_channel,public_channel',
      limit: 2,
    })) {
      for (const c of (page as { channels?: { id?: string }[] }).channels ?? []) names.push(String(c.id))
    }
    expect(names).toEqual(['C0NORTH', 'C0SHARED', 'C0OPEN'])
    expect((await north().users.list({})).members).toHaveLength(3)
  })
})

describe('views without a trigger', () => {
  it('a Home tab is published to people of this workspace only', async () => {
    const view = { type: 'home' as const, blocks: [section('hello')] }
    const first = await north().views.publish({ user_id: 'U0ADA', view })
    const second = await north().views.publish({ user_id: 'U0ADA', view })
    expect(second.view?.id).toBe(first.view?.id)
    expect(slack.store.home('U0ADA')?.updates).toBe(1)
    expect(await refusal(north().views.publish({ user_id: 'U0CLEO', view }))).toBe('invalid_arguments')
    const late = north().views.publish({ user_id: 'U0ADA', view, hash: String(first.view?.hash) })
    expect(await refusal(late)).toBe('hash_conflict')
  })

  it('a made-up trigger id opens nothing', async () => {
    const opening = north().views.open({ trigger_id: '1.2.abc', view: modal([textInput('a')]) })
    expect(await refusal(opening)).toBe('invalid_trigger_id')
  })
})

describe('files', () => {
  it('takes an upload in Slack’s three steps and shows it in the channel', async () => {
    await north().filesUploadV2({
      channel_id: 'C0NORTH',
      filename: 'chart.png',
      title: 'Chart',
      file: Buffer.from('png'),
    })
    const [message] = slack.store.messages('C0NORTH')
    const file = slack.store.files.get(message?.files[0] ?? '')
    expect(file?.bytes?.toString()).toBe('png')
    expect(slack.store.screen('U0ADA').channels[0]?.messages[0]?.files[0]?.name).toBe('Chart')
  })
})

it('a JSON body works like a form, and the log tells who asked for what', async () => {
  const response = await fetch(`${slack.url}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${NORTH_TOKEN}`, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ channel: 'C0NORTH', blocks: [section('json')] }),
  })
  expect(await response.json()).toMatchObject({ ok: true, channel: 'C0NORTH' })
  expect(slack.log.at(-1)).toMatchObject({ method: 'chat.postMessage', teamId: NORTH, ok: true, at: now })
})
