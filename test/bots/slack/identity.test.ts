import { afterEach, describe, expect, it } from 'vitest'
import {
  CORA,
  HUGO,
  LEA,
  NIA,
  ROOM,
  SCHEME,
  startWorld,
  until,
  type World,
  type WorldOptions,
  whispers,
  wordsOf,
} from './world.js'

let world: World
afterEach(() => world.end())
const open = async (options: WorldOptions = {}) => {
  world = await startWorld(options)
  return world
}
const type = (user: string, text: string) => world.slack.as(user).command(undefined, '/reciprocal', text)
const told = (user: string) => whispers(world, user).at(-1) ?? ''
const known = (userId: string, tenant: string) =>
  world.opened.store.forScheme(SCHEME).findPerson({ platform: 'slack', tenant, userId })

describe('who may act at all', () => {
  it('first contact finds the person by the verified address, once, and keeps it', async () => {
    await open()
    expect(await known(NIA, 'T0REFUGE')).toBeNull()
    await type(NIA, 'help')
    expect(told(NIA)).toContain('refer')
    expect((await known(NIA, 'T0REFUGE'))?.id).toBe('nia')
  })

  it.each([
    ['whose address is not confirmed', { emailConfirmed: false }],
    ['who is a guest', { isRestricted: true }],
    ['who is a single-channel guest', { isUltraRestricted: true }],
  ])('somebody %s is nobody here, whatever the directory says', async (_what, flags) => {
    await open()
    world.slack.addUser({
      id: 'U0TWIN',
      teamId: 'T0CAMDEN',
      name: 'twin',
      email: 'lea@camden.example',
      ...flags,
    })
    await type('U0TWIN', 'waiting')
    expect(told('U0TWIN')).toMatch(/Nothing found for you|Only full members/)
    expect(await known('U0TWIN', 'T0CAMDEN')).toBeNull()
  })

  it('a directory address counts only from the workspace bound to its organisation', async () => {
    await open()
    world.slack.addUser({ id: 'U0FAKE', teamId: 'T0BEXLEY', name: 'fake', email: 'cora@team.example' })
    await type('U0FAKE', 'waiting')
    expect(told('U0FAKE')).toContain('Nothing found for you')
    expect(told('U0FAKE')).toContain('Harbourlight London')
    expect(await known('U0FAKE', 'T0BEXLEY')).toBeNull()
  })

  it('a workspace that nobody bound is told so', async () => {
    await open()
    world.slack.addWorkspace({ id: 'T0OTHER', name: 'Other', botToken: 'xoxb-other' })
    world.slack.addUser({ id: 'U0OTTO', teamId: 'T0OTHER', name: 'otto', email: 'nia@refuge.example' })
    await type('U0OTTO', 'help')
    expect(told('U0OTTO')).toContain('not connected to the scheme')
    await world.slack.as('U0OTTO').openHome()
    expect(await known('U0OTTO', 'T0OTHER')).toBeNull()
  }, 20_000)

  it('an account that became a guest acts no more after 15 minutes, or as soon as Slack says so', async () => {
    await open()
    const user = world.slack.store.users.get(CORA) ?? expect.fail('no such user')
    await type(CORA, 'help')
    user.isRestricted = true
    world.moveClock(16 * 60_000)
    await type(CORA, 'waiting')
    expect(told(CORA)).toContain('Only full members')
    user.isRestricted = false
    await world.slack.event('T0TEAM', { type: 'user_change', user: { id: CORA, deleted: false } })
    await type(CORA, 'waiting')
    expect(told(CORA)).toContain('Waits for you')
  })

  it('a closed account is closed in the directory as soon as Slack says so', async () => {
    await open()
    await type(CORA, 'help')
    await world.slack.event('T0TEAM', { type: 'user_change', user: { id: CORA, deleted: true } })
    expect(await known(CORA, 'T0TEAM')).toBeNull()
  })

  it('what cannot be found out is refused, and said', async () => {
    await open()
    world.slack.faults.next('users.info', { kind: 'apiError', error: 'internal_error' })
    await type(NIA, 'help')
    expect(told(NIA)).toContain('could not be checked')
    await type(NIA, 'help')
    expect(told(NIA)).toContain('refer')
  })

  it('a stranger in a shared channel presses in vain', async () => {
    await open()
    await world.slack.send('interaction', {
      type: 'block_actions',
      team: { id: 'T0BEXLEY' },
      user: { id: LEA, team_id: 'T0CAMDEN' },
      channel: { id: ROOM },
      container: { type: 'message' },
      trigger_id: 'none',
      response_url: '',
      actions: [{ type: 'button', action_id: 'x', block_id: 'b', value: 'show_waiting?shown=s' }],
    })
    expect(await known(LEA, 'T0BEXLEY')).toBeNull()
  })
})

describe('installing', () => {
  it('a bound workspace is installed through OAuth and can be used at once', async () => {
    await open()
    await world.opened.directory.uninstallWorkspace({ platform: 'slack', tenant: 'T0BEXLEY' })
    world.slack.installAs(HUGO)
    expect((await install()).status).toBe(200)
    await type(HUGO, 'help')
    expect(told(HUGO)).toContain('status')
  })

  it('a workspace that nobody bound is refused, and its token is not kept', async () => {
    await open()
    world.slack.addWorkspace({ id: 'T0OTHER', name: 'Other' })
    world.slack.addUser({ id: 'U0OTTO', teamId: 'T0OTHER', name: 'otto' })
    world.slack.installAs('U0OTTO')
    expect((await install()).status).toBe(403)
  })

  it('a redirect without the state cookie is refused', async () => {
    await open()
    const answer = await fetch(`${world.url}/slack/oauth_redirect?code=abc&state=made-up`)
    expect(answer.status).toBe(400)
  })

  it('a workspace that removes the app is forgotten', async () => {
    await open()
    await world.slack.event('T0BEXLEY', { type: 'app_uninstalled' })
    await until(async () => {
      const found = await world.opened.directory.findWorkspace({
        platform: 'slack',
        tenant: 'T0BEXLEY',
        enterprise: null,
      })
      expect(found?.botToken ?? null).toBeNull()
    })
  })

  /** Through the install page, Slack's consent page and back, as a browser does with its cookie. */
  async function install(): Promise<Response> {
    const page = await fetch(`${world.url}/slack/install`, { redirect: 'manual' })
    const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? ''
    const authorize = page.headers.get('location') ?? ''
    const consented = await fetch(authorize, { redirect: 'manual' })
    const back = new URL(consented.headers.get('location') ?? '', world.url)
    return fetch(`${world.url}/slack/oauth_redirect${back.search}`, { headers: { cookie } })
  }
})

describe('over Socket Mode', () => {
  it('the same words are answered', async () => {
    await open({ app: { socketModeToken: 'xapp-1-A0STANDIN-1-standin' } })
    await type(NIA, 'help')
    expect(told(NIA)).toContain('refer')
    await type(NIA, 'refer')
    await until(() => expect(wordsOf(world.slack.as(NIA).modal())).toContain('Consent'))
  })
})

describe('when the database does not answer', () => {
  it('a press reads "Not confirmed" within three seconds, and the next one shows the outcome', async () => {
    let stuck = true
    await open({
      app: { answerWithinMs: 1_500 },
      ports: (ports) => ({
        ...ports,
        store: {
          ...ports.store,
          forScheme: (id) => {
            const store = ports.store.forScheme(id)
            return new Proxy(store, {
              get: (target, name, receiver) =>
                name === 'findPerson' && stuck
                  ? () => new Promise(() => undefined)
                  : Reflect.get(target, name, receiver),
            })
          },
        },
      }),
    })
    const answer = await type(NIA, 'mine')
    expect(answer.timedOut).toBe(false)
    expect(told(NIA)).toContain('Not confirmed')
    stuck = false
    await type(NIA, 'mine')
    expect(told(NIA)).toContain('Everything you have a part in')
  })
})

describe('the log', () => {
  it('holds ids and codes, and nothing that was typed', async () => {
    await open()
    await type(NIA, 'status of Sharon Osgood')
    world.slack.faults.next('users.info', { kind: 'apiError', error: 'fatal_error' })
    await type(CORA, 'help me with Sharon Osgood')
    const all = JSON.stringify(world.logged)
    expect(all).toContain('fatal_error')
    expect(all).not.toMatch(/Osgood|xoxb|refuge\.example/)
  })
})
