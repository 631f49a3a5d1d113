import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Workspaces } from '../../src/bots/edges.js'
import type { ActResult, Ephemeral, View } from '../../src/standins/slack/index.js'
import { button, peopleOf } from '../bots/slack/people.js'
import { PAGES } from '../bots/slack/referral-pages.js'
import { CORA, codesAtHand, HUGO, LEA, NIA, startWorld, until, type World } from '../bots/slack/world.js'

/** What the app may take in all, and what is gone of it before anything of ours is asked. */
const WITHIN_MS = 2_500
const ON_THE_WAY_MS = 2_300
/** Were they counted one after the other, it would be 4.8 s at least. */
const COUNTED_ONCE_MS = 4_000

let world: World
let silent = false
const lettingGo: (() => void)[] = []
const { type, modal, lastWhisper, lastWhispered, sentIn, requests, submit } = peopleOf(() => world)

/** A Slack app whose check for replays is slow and whose directory falls silent when told to. */
async function open(): Promise<void> {
  const asked: Workspaces['findWorkspace'] = async (key) => {
    if (silent) await new Promise<void>((resolve) => lettingGo.push(resolve))
    return world.opened.directory.findWorkspace(key)
  }
  const workspaces = new Proxy({} as Workspaces, {
    get: (_target, name) => {
      const own = codesAtHand(world.opened)[name as keyof typeof world.opened.directory]
      return name === 'findWorkspace' ? asked : own
    },
  })
  world = await startWorld({
    app: { answerWithinMs: WITHIN_MS, workspaces },
    replay: {
      firstSeen: async () => {
        if (silent) await new Promise((resolve) => setTimeout(resolve, ON_THE_WAY_MS))
        return true
      },
    },
  })
}

function speak(): void {
  silent = false
  for (const letGo of lettingGo.splice(0)) letGo()
}

interface Late {
  word: ActResult
  whisper: string
  form: ActResult
  press: ActResult
  home: ActResult
}

let late: Late
let card: Ephemeral
let form: View

beforeAll(async () => {
  await open()
  const code = await sentIn()
  await type(CORA, `status ${code}`)
  card = lastWhispered(CORA)
  await type(NIA, 'refer')
  form = await until(() => {
    expect(modal(NIA).submit).toBeDefined()
    return modal(NIA)
  })
  await world.slack.as(HUGO).openHome()
  silent = true
  const word = type(LEA, 'mine').then((result) => ({ result, said: lastWhisper(LEA) }))
  const [typed, sent, press, home] = await Promise.all([
    word,
    submit(NIA, PAGES.consent),
    world.slack.as(CORA).press(card, button('send_for_approval')),
    world.slack.as(HUGO).press('home', 'show_help'),
  ])
  late = { word: typed.result, whisper: typed.said, form: sent, press, home }
  await until(() => expect(lastWhisper(CORA)).toContain('Not confirmed. Press again'))
  speak()
})
afterAll(async () => {
  speak()
  await world?.end()
})

describe("Slack's three seconds run from when it sends, not from when we know whose request it is", () => {
  test('nothing takes longer, though first the check for replays is slow and then the directory is silent', () => {
    for (const [what, { durationMs }] of Object.entries({ ...late, whisper: late.word }))
      expect([what, durationMs < COUNTED_ONCE_MS]).toEqual([what, true])
  })

  test('a typed word is answered, and nobody is told that nothing was saved', () => {
    expect([late.word.saw, late.whisper]).toEqual([
      undefined,
      expect.stringContaining('Not confirmed. Press again'),
    ])
  })

  test('a form keeps everything that was typed, says so at its first field, and can be sent again', async () => {
    expect([late.form.saw, Object.values(late.form.errors)]).toEqual([
      undefined,
      [expect.stringContaining('Not confirmed')],
    ])
    expect(modal(NIA).id).toBe(form.id)
    const again = await submit(NIA)
    expect([again.saw, again.errors]).toEqual([undefined, {}])
    expect(JSON.parse(modal(NIA).privateMetadata).step).toBe('tenancy')
  })

  test('a press is answered beside its card, and the next one does what it says', async () => {
    const staged = async () => (await requests()).map(({ state }) => state)
    expect(await staged()).toContain('submitted')
    await world.slack.as(CORA).press(card, button('send_for_approval'))
    await until(async () => expect(await staged()).toContain('awaiting_approval'))
  })

  test('where nothing of ours can be shown, Slack itself says that it failed', () => {
    expect(late.home.saw).toBeDefined()
  })
})
