import { expect } from 'vitest'
import type { Element, FieldValues, View } from '../../../src/standins/slack/index.js'
import { PAGES } from './referral-pages.js'
import { CORA, LEA, NIA, SCHEME, until, type World, whispers, wordsOf } from './world.js'

/** What the people of these tests do, and what they see. */
export function peopleOf(world: () => World) {
  const person = (user: string) => world().slack.as(user)
  const modal = (user: string): View => person(user).modal() ?? expect.fail(`${user} has no modal open`)
  const type = (user: string, text: string, channel?: string) =>
    person(user).command(channel, '/reciprocal', text)
  const lastWhisper = (user: string) => whispers(world(), user).at(-1) ?? ''
  const lastWhispered = (user: string) =>
    world().slack.store.ephemerals(user).at(-1) ?? expect.fail(`${user} was told nothing`)
  const submit = (user: string, values: FieldValues = {}) => person(user).submit(modal(user).id, values)
  const closeAll = (user: string) => person(user).closeView(modal(user).id, { all: true })
  const requests = () => world().opened.store.forScheme(SCHEME).listRequests({})
  const newest = async () => {
    const all = await requests()
    return all.sort((a, b) => (a.id < b.id ? 1 : -1))[0] ?? expect.fail('there is no request')
  }

  /** Fills the whole referral up to its last page. */
  async function refer(): Promise<void> {
    await type(NIA, 'refer')
    for (const [page, values] of Object.entries(PAGES)) {
      expect(JSON.parse(modal(NIA).privateMetadata).step).toBe(page)
      const sent = await submit(NIA, values)
      expect([page, sent.errors, sent.saw]).toEqual([page, {}, undefined])
    }
  }

  /** A referral that was sent in; its working code. */
  async function sentIn(): Promise<string | null> {
    await refer()
    await submit(NIA)
    await closeAll(NIA)
    return (await newest()).workingCode
  }

  /** The newest card of the request, freshly asked for. */
  async function pressOnCard(user: string, code: string | null, action: string): Promise<void> {
    await type(user, `status ${code}`)
    await person(user).press(lastWhispered(user), button(action))
  }

  /** Sent in, approved by the lead and released to partners. */
  async function released(): Promise<string | null> {
    const code = await sentIn()
    await pressOnCard(CORA, code, 'send_for_approval')
    await pressOnCard(LEA, code, 'approve')
    await submit(LEA, { identityConfirmed: ['yes'] })
    await closeAll(LEA)
    await pressOnCard(CORA, code, 'release')
    await submit(CORA)
    await closeAll(CORA)
    return code
  }

  return {
    person,
    modal,
    type,
    lastWhisper,
    lastWhispered,
    submit,
    closeAll,
    requests,
    newest,
    refer,
    sentIn,
    pressOnCard,
    released,
    byWorkingCode: async (code: string | null) =>
      (await requests()).find((r) => r.workingCode === code) ?? expect.fail(`no request ${code}`),
    shows: (user: string, words: string) =>
      until(() => expect(wordsOf(person(user).modal())).toContain(words)),
    isTold: (user: string, words: string) => until(() => expect(lastWhisper(user)).toContain(words)),
  }
}

/** The button of an action, wherever it stands. */
export function button(action: string) {
  return (element: Element) => String(element.value).startsWith(`${action}?`)
}
