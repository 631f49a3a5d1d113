import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Dict } from '../../src/standins/slack/index.js'
import {
  buttonOf,
  wordsOf as cardWords,
  executing,
  formOf,
  sending,
  startTeamsWorld,
  answerTo as teamsAnswer,
  type as typeInTeams,
} from '../bots/teams/acting.js'
import {
  openForm,
  pressing,
  answerTo as slackAnswer,
  submission,
  type as typeInSlack,
} from '../end-to-end/acting.js'
import { userOf as slackUser, teamOf } from '../end-to-end/payloads.js'
import { readSaved, type Saved } from '../end-to-end/saved.js'
import {
  COORDINATOR,
  dayOf,
  LEAD,
  OFFICER,
  requestAt,
  SECOND_LEAD,
  type Staged,
} from '../end-to-end/stage.js'
import { SCHEME, startWorld, type World, wordsOf } from '../end-to-end/world.js'

const NOTHING = /^Nothing found for you\.$/
const TO_CONFIRM = /this account has to be confirmed/
const NOT_A_MEMBER = /^Only full members of a connected workspace can use this\.$/
const QUARTER_MS = 16 * 60_000

/** How the same is done on each platform. */
interface Place {
  world: World
  address(personId: string): string | undefined
  /** An administrator sets the address of an account. */
  setAddress(personId: string, email: string | undefined): void
  /** Another account of the same workspace, with this address. Gives its id. */
  addAccount(colleague: string, email: string, flags?: { isBot?: boolean }): string
  /** Presses approve and sends its form for this request, as this account; the sentences it reads. */
  approve(staged: Staged, userId: string, of: string): Promise<string[]>
  status(personId: string, code: string): Promise<string>
  told(personId: string): string
}

async function inSlack(): Promise<Place> {
  const world = await startWorld()
  return {
    world,
    address: (personId) => slackUser(world, personId).email,
    setAddress: (personId, email) => void Object.assign(slackUser(world, personId), { email }),
    addAccount: (colleague, email, flags = {}) => {
      const id = `U0${email.length}${Object.keys(flags).length}NEW`
      world.slack.addUser({ id, teamId: teamOf(world, colleague), name: 'new', email, ...flags })
      return id
    },
    async approve(staged, userId, of) {
      const { press, form } = await approvalsIn(world, staged)
      const team = { id: teamOf(world, of) }
      const by = { user: { id: userId, team_id: team.id }, team }
      await world.slack.send('interaction', { ...press, ...by })
      return [slackAnswer(await world.slack.send('interaction', { ...form, ...by }))]
    },
    status: async (personId, code) => wordsOf(await typeInSlack(world, personId, `status ${code}`)),
    told: (personId) => world.slack.store.dms(world.userId(personId)).map(wordsOf).join('\n'),
  }
}

/** What the second lead of the landlord would press and send. */
const made = new Map<string, { press: Dict; form: Dict }>()
async function approvalsIn(world: World, staged: Staged): Promise<{ press: Dict; form: Dict }> {
  const known = made.get(staged.id)
  if (known) return known
  const card = await typeInSlack(world, SECOND_LEAD, `status ${await staged.code()}`)
  const view = await openForm(world, SECOND_LEAD, { on: card, action: 'approve' })
  const approval = {
    press: pressing(world, SECOND_LEAD, card, 'approve'),
    form: submission(world, SECOND_LEAD, view, { identityConfirmed: ['yes'] }),
  }
  await world.as(SECOND_LEAD).closeView(view.id, { all: true })
  made.set(staged.id, approval)
  return approval
}

async function inTeams(): Promise<Place> {
  const world = await startTeamsWorld()
  const userOf = (personId: string) =>
    world.teams.store.users.get(world.userId(personId)) ?? expect.fail(`${personId} has no account`)
  return {
    world,
    address: (personId) => userOf(personId).email,
    setAddress: (personId, email) =>
      void Object.assign(userOf(personId), { email, userPrincipalName: email ?? 'nobody@example.org' }),
    addAccount: (colleague, email) => {
      const aadObjectId = `aad-new-${email.length}`
      const { tenantId } = userOf(colleague)
      world.teams.addUser({ aadObjectId, tenantId, name: 'New', email, hasApp: true })
      return aadObjectId
    },
    async approve(staged, userId, of) {
      const user = world.teams.store.users.get(userId) ?? expect.fail(userId)
      const from = { id: user.id, name: user.name, aadObjectId: userId }
      const { id, tenantId } = world.teams.as(userId).dm()
      const by = { from, conversation: { id, conversationType: 'personal', tenantId } }
      const press = executing(world, of, await buttonOf(staged, 'approve'))
      const form = sending(world, of, await formOf(staged, 'approve'), { identityConfirmed: 'true' })
      const answers = [
        await world.teams.send({ ...press, ...by }),
        await world.teams.send({ ...form, ...by }),
      ]
      return answers.map((answer) => teamsAnswer(answer))
    },
    status: async (personId, code) => cardWords((await typeInTeams(world, personId, `status ${code}`)).card),
    told: (personId) =>
      world
        .inTeams(personId)
        .messages()
        .map(({ card }) => cardWords(card))
        .join('\n'),
  }
}

describe.each([
  ['Slack', inSlack],
  ['Teams', inTeams],
] as const)('in %s an account is its person’s only as long as it has their address', (platform, open) => {
  let place: Place
  let saved: Saved
  let world: World
  let enfields: Staged
  let brents: Staged
  beforeAll(async () => {
    place = await open()
    world = place.world
    saved = await readSaved(world)
    enfields = await requestAt(world, 'awaiting_approval')
    brents = await requestAt(world, 'awaiting_approval', { answers: { tenancy: { landlordId: 'brent' } } })
    for (const person of [LEAD, SECOND_LEAD, OFFICER, COORDINATOR]) await place.status(person, 'W-000000')
    if (platform === 'Slack') await approvalsIn(world, enfields)
    await saved.settle()
  })
  afterAll(async () => {
    await saved?.end()
    await world?.end()
  })

  const lookedAtAgain = async () => {
    await world.moveTo(new Date(world.now().getTime() + QUARTER_MS))
    await saved.settle()
  }
  const accountOf = (personId: string) =>
    ({
      platform: platform === 'Slack' ? 'slack' : 'teams',
      tenant: tenantOf(world, personId),
      userId: world.userId(personId),
    }) as const
  const person = (personId: string) =>
    world.app.opened.store.forScheme(SCHEME).findPerson(accountOf(personId))
  /** As with a one-time code. */
  const confirm = (personId: string) =>
    world.app.opened.directory.confirmAccount(SCHEME, accountOf(personId), world.now())
  const refused = async (userId: string, words: RegExp, staged = enfields) => {
    const before = await content(saved)
    for (const said of await place.approve(staged, userId, LEAD)) expect(said).toMatch(words)
    expect(await content(saved)).toEqual(before)
  }

  test('an address that was changed: nobody’s at the next look, and theirs again with the old one and a new code', async () => {
    const address = place.address(LEAD)
    expect(await place.status(LEAD, await enfields.code())).toContain('Domestic abuse')
    place.setAddress(LEAD, 'somebody.else@example.org')
    await lookedAtAgain()
    await refused(world.userId(LEAD), NOTHING)
    expect(await person(LEAD)).toBeNull()
    expect(await place.status(LEAD, await enfields.code())).toContain('Nothing found for you.')
    place.setAddress(LEAD, address)
    await lookedAtAgain()
    expect(await place.status(LEAD, await enfields.code())).toMatch(TO_CONFIRM)
    await confirm(LEAD)
    expect(await place.status(LEAD, await enfields.code())).toContain('Domestic abuse')
  })

  test('an account with no verified address any more is nobody’s', async () => {
    const address = place.address(LEAD)
    place.setAddress(LEAD, undefined)
    await lookedAtAgain()
    await refused(world.userId(LEAD), NOTHING)
    place.setAddress(LEAD, address)
    await lookedAtAgain()
    expect(await place.status(LEAD, await enfields.code())).toMatch(TO_CONFIRM)
    await confirm(LEAD)
    expect((await person(LEAD))?.id).toBe(LEAD)
  })

  test('an account that somebody else got: neither its former owner’s nor the new one’s', async () => {
    const address = place.address(LEAD)
    const other = place.address(SECOND_LEAD)
    place.setAddress(SECOND_LEAD, 'moved.on@example.org')
    place.setAddress(LEAD, other)
    await lookedAtAgain()
    await refused(world.userId(LEAD), NOTHING)
    expect(await person(LEAD)).toBeNull()
    place.setAddress(LEAD, address)
    place.setAddress(SECOND_LEAD, other)
    await lookedAtAgain()
    expect(await place.status(LEAD, 'W-000000')).toMatch(TO_CONFIRM)
    await confirm(LEAD)
  })

  test('an administrator who gives a lead’s address to another account opens nothing with it', async () => {
    const hostile = place.addAccount(LEAD, place.address(LEAD) ?? '')
    await refused(hostile, TO_CONFIRM)
    expect((await person(LEAD))?.id).toBe(LEAD)
  })

  test.runIf(platform === 'Slack')('a bot is nobody, whatever its address', async () => {
    await refused(place.addAccount(LEAD, `x${place.address(LEAD)}`, { isBot: true }), NOT_A_MEMBER)
  })

  test('the id of another landlord’s request in a button or form opens nothing', async () => {
    if (platform === 'Teams') return refused(world.userId(LEAD), NOTHING, brents)
    const { press, form } = await approvalsIn(world, enfields)
    const swap = (of: Dict): Dict => JSON.parse(JSON.stringify(of).replaceAll(enfields.id, brents.id))
    made.set(brents.id, { press: swap(press), form: swap(form) })
    await refused(world.userId(LEAD), NOTHING, brents)
  })

  test('what was to be told in the morning is not told to an account that is not its reader’s any more, and what stood there goes', async () => {
    await world.moveTo(new Date('2026-11-24T23:00:00Z'))
    const address = place.address(OFFICER)
    const staged = await requestAt(world, 'awaiting_approval', { ring: true })
    const rules = (await world.app.opened.store.forScheme(SCHEME).scheme()).rules
    const hold = { reason: rules.reasons.onHold[0]?.id ?? '', reviewOn: dayOf(new Date('2026-11-30')) }
    await staged.take(COORDINATOR, 'hold', hold)
    await saved.settle()
    expect(place.told(OFFICER)).toContain(await staged.code())
    place.setAddress(OFFICER, 'somebody.else@example.org')
    await lookedAtAgain()
    expect(await place.status(OFFICER, await staged.code())).toContain('Nothing found for you.')
    await world.moveTo(new Date('2026-11-25T10:00:00Z'))
    await vi.waitFor(
      async () => {
        const placed = await world.app.opened.store
          .forScheme(SCHEME)
          .listPlacements({ requestId: staged.id, states: ['unreachable'] })
        expect(placed.map(({ personId, note }) => [personId, note])).toContainEqual([
          OFFICER,
          'account_ended',
        ])
      },
      { timeout: 15_000 },
    )
    const code = await staged.code()
    await vi.waitFor(() => expect(place.told(OFFICER)).not.toContain(code), { timeout: 15_000 })
    place.setAddress(OFFICER, address)
  })
})

function tenantOf(world: World, personId: string): string {
  return (
    world.directory.workspaces.find(({ organisation }) =>
      world.directory.people.some((one) => one.id === personId && one.organisation === organisation),
    )?.tenant ?? expect.fail(personId)
  )
}

/**
 * How somebody is reached is remembered of full members, who may be in the directory tomorrow; what stands in the chat of
 * an account that is closed is planned again.
 */
async function content(saved: Saved) {
  const { ConversationReference: _remembered, Outbox: _planned, ...rest } = await saved.content()
  return rest
}
