import { expect, test } from 'vitest'
import { type Handle, type ShownForm, seen } from '../end-to-end/hands.js'
import { quiet } from '../end-to-end/hands-quiet.js'
import { PAGES, refer } from '../end-to-end/hands-refer.js'
import { readSaved, type Saved } from '../end-to-end/saved.js'
import {
  COORDINATOR,
  HOME,
  HOUSING_OFFICER,
  LEAD,
  OFFICER,
  PARTNER,
  requestAt,
  SECOND_LEAD,
} from '../end-to-end/stage.js'
import { SCHEME } from '../end-to-end/world.js'
import type { Venue } from './venues.js'

/** A lead of a landlord that has nothing to do with it. */
const OTHER_LEAD = 'conor-belgrave'
const ADDRESS = '12 Mare Street, E8 1EA'

/** What people type, press and fill in, and what they read for it. `compare` gets what has to look the same everywhere. */
export function dialogue(venueOf: () => Venue, compare: (name: string, shown: unknown) => void): void {
  const hands = (personId: string) => venueOf().hands(personId)
  const staged = (...args: [Parameters<typeof requestAt>[1], Parameters<typeof requestAt>[2]?]) =>
    requestAt(venueOf().world, args[0], { ring: true, ...args[1] })

  /** Runs something after which every step of every case stands as before. */
  const changingNothing = async <T>(run: () => Promise<T>): Promise<T> => {
    await quiet(venueOf().world)
    return withSaved(venueOf(), async (saved) => {
      const before = await steps(saved)
      const result = await run()
      expect(await steps(saved)).toEqual(before)
      return result
    })
  }

  test('a typed word is answered to its typist alone', async () => {
    const request = await staged('submitted')
    const code = await request.code()
    const said = await changingNothing(() => hands(OFFICER).type(`status ${code}`))
    expect(said).toContain(code)
    expect(said).toContain('Submitted')
    expect(hands(LEAD).screen()).not.toContain(code)
  })

  test('an unknown word gets the nearest command, is not repeated, and changes nothing', async () => {
    const said = await changingNothing(() => hands(COORDINATOR).type(`statsu ${ADDRESS}`))
    expect(said).toContain('Did you mean “status”?')
    expect(said).toContain('999')
    expect(said).not.toContain('Mare')
  })

  test('in a shared channel a word gets only "Please use our private chat"', async () => {
    const code = await (await staged('circulated')).code()
    const officer = hands(HOUSING_OFFICER)
    await seen(
      () => officer.room(PARTNER)[0],
      () => 'a notice',
    )
    for (const words of ['help', 'waiting', 'refer', `status ${code}`]) {
      const said = await changingNothing(() => officer.typeInRoom(PARTNER, words))
      expect(said.replace(/ <https:.*>$/, ''), words).toBe('Please use our private chat.')
    }
    expect(officer.form()).toBeNull()
  })

  test('a wrong form comes back with a sentence at its field and all that was typed, and saves nothing; put right, it is taken', async () => {
    const request = await staged('circulated')
    const officer = hands(HOUSING_OFFICER)
    await officer.press(await newestNotice(venueOf(), request.id), 'make_offer')
    compare('an empty form', looks(officer.form()))
    const wrong = { ...HOME, propertyNumber: ADDRESS, bedrooms: null, lift: true }
    const { errors, said } = await changingNothing(() => officer.fill(wrong, { force: true }))
    expect(said).toBeNull()
    expect(Object.keys(errors).sort()).toEqual(['bedrooms', 'propertyNumber'])
    const again = officer.form()
    compare('a form with errors', looks(again))
    expect(valuesOf(again)).toMatchObject({ ...HOME, propertyNumber: ADDRESS, bedrooms: null, lift: true })
    expect(errorsOf(again)).toEqual(errors)
    const put = await officer.fill({ propertyNumber: 'BX-7', bedrooms: HOME.bedrooms ?? '2' })
    expect([put.errors, put.said === null]).toEqual([{}, false])
    expect((await request.offers()).map(({ home }) => home)).toMatchObject([
      { propertyNumber: 'BX-7', area: HOME.area, bedrooms: 2, lift: true, availableFrom: HOME.availableFrom },
    ])
  })

  test('a form of several pages is saved page by page, can be turned back, and goes on where it was', async () => {
    const { world } = venueOf()
    const requests = () => world.app.opened.store.forScheme(SCHEME).listRequests({})
    const before = (await requests()).length
    const officer = hands(OFFICER)
    await officer.type('refer')
    compare('the first page', looks(officer.form()))
    await officer.fill(PAGES.consent ?? {})
    expect(await requests()).toHaveLength(before + 1)
    const back = await officer.turn('consent')
    expect(valuesOf(back)).toMatchObject({
      consentGiven: true,
      consentDate: '2026-11-20',
      immediateRisk: false,
    })
    const kept = await officer.turn('tenancy')
    expect(valuesOf(kept).landlordId).toBeNull()
    await officer.fill(PAGES.tenancy ?? {})
    const further = await officer.turn('household', PAGES.risk)
    expect(valuesOf(further).adults26to59).toBeNull()
    const risk = await officer.turn('risk')
    expect(valuesOf(risk)).toMatchObject({ riskKinds: ['domestic_abuse'], supportInPlace: true })
    compare('a page that was saved', looks(risk))
    const half = await officer.turn('areas', { riskKinds: [] })
    expect(half.notice).toContain('not saved')
    await officer.turn('risk')
    let sent = await officer.fill(PAGES.risk ?? {})
    for (const page of ['household', 'home', 'areas', 'review']) sent = await officer.fill(PAGES[page] ?? {})
    expect(sent.said).not.toBeNull()
    const [newest] = (await requests()).sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    expect(newest).toMatchObject({ state: 'submitted', landlordId: 'hackney' })
    expect(await requests()).toHaveLength(before + 1)
  })

  test('whoever comes too late is told by whom and when it was decided, and changes nothing', async () => {
    const request = await staged('awaiting_approval')
    const lead = hands(SECOND_LEAD)
    const card = await lead.find(new RegExp(await request.code()))
    await request.take(LEAD, 'approve', { identityConfirmed: true })
    for (const action of ['approve', 'decline']) {
      const said = await changingNothing(() => lead.press(card, action, { stale: true }))
      expect(said).toMatch(/Already approved by Leila Underhill at \w+ \d+ Nov, \d\d:\d\d\./)
      await lead.close()
    }
  })

  test('a form that was opened in time and sent too late is refused in the same words', async () => {
    const request = await staged('awaiting_approval')
    const lead = hands(SECOND_LEAD)
    await lead.press(await lead.find(new RegExp(await request.code())), 'approve')
    await request.take(LEAD, 'approve', { identityConfirmed: true })
    const { said } = await changingNothing(() => lead.fill({ identityConfirmed: true }))
    expect(said).toMatch(/Already approved by Leila Underhill at/)
  })

  test('two clicks at once: one change, and both read the same', async () => {
    const request = await staged('submitted')
    const coordinator = hands(COORDINATOR)
    const card = await coordinator.find(new RegExp(await request.code()))
    const said = await Promise.all([1, 2].map(() => coordinator.press(card, 'send_for_approval')))
    const again = await coordinator.press(card, 'send_for_approval', { stale: true })
    expect(new Set([...said, again]).size).toBe(1)
    expect((await request.history()).filter((step) => step === 'send_for_approval')).toHaveLength(1)
    expect((await request.record()).state).toBe('awaiting_approval')
  })

  test('what is not yours reads like what does not exist, and the attempt is audited', async () => {
    const request = await staged('circulated')
    const strange = hands(OTHER_LEAD)
    const [theirs, nobodys] = await changingNothing(async () => [
      await strange.type(`status ${await request.code()}`),
      await strange.type('status W-ZZZZZZ'),
    ])
    expect(theirs).toContain('Nothing found for you.')
    expect(nobodys).toBe(theirs)
    expect((await attemptsOf(venueOf(), OTHER_LEAD)).slice(-2)).toEqual(['nothing_found', 'nothing_found'])
  })

  test('whoever has lost the right reads nothing by pressing what they still see', async () => {
    const request = await staged('awaiting_approval')
    const lead = hands(LEAD)
    const card = await lead.find(new RegExp(await request.code()))
    await request.take(COORDINATOR, 'correct_landlord', { landlordId: 'hackney' })
    const said = await changingNothing(() => lead.press(card, 'approve', { stale: true }))
    expect(said).toContain('Nothing found for you.')
    expect(lead.form()).toBeNull()
    await lead.close()
  })

  test('somebody whom the directory does not know reads nothing but whom to ask, and leaves no trace', async () => {
    const code = await (await staged('submitted')).code()
    const stranger = venueOf().stranger(PARTNER)
    for (const words of [`status ${code}`, 'refer', 'help']) {
      const said = await changingNothing(() => stranger.type(words))
      expect(said, words).toContain('Nothing found for you.')
      expect(said, words).toContain('please ask')
      expect(stranger.form()).toBeNull()
    }
    for (const { words } of stranger.chat()) expect(words).not.toMatch(/W-[0-9A-Z]{6}/)
  })

  test('somebody of an organisation that nobody invited is told so, and not one row of any table changes', async () => {
    const code = await (await staged('submitted')).code()
    const outsider = venueOf().outsider()
    await quiet(venueOf().world)
    await withSaved(venueOf(), async (saved) => {
      const before = await saved.tables()
      for (const words of [`status ${code}`, 'help', 'mine'])
        expect(await outsider.type(words), words).toContain('is not connected to the scheme')
      expect(await saved.tables()).toEqual(before)
    })
  })

  test('a whole referral leads to a card with its coordinator, whose press leads to one with the lead', async () => {
    const code = await refer(hands(OFFICER))
    const card = await hands(COORDINATOR).find(new RegExp(code))
    compare('the answer to a press', await hands(COORDINATOR).press(card, 'send_for_approval'))
    const approval = await hands('hamid-ellery').find(new RegExp(code))
    compare('buttons of an approval', approval.actions)
  })
}

async function withSaved<T>({ world }: Venue, run: (saved: Saved) => Promise<T>): Promise<T> {
  const saved = await readSaved(world)
  return run(saved).finally(() => saved.end())
}

/** A platform that repeats messages keeps what it has heard. */
async function steps(saved: Saved): Promise<Record<string, string>> {
  const { Receipt: _heard, ...others } = await saved.steps()
  return others
}

/** The notice of this request in the partner's channel. */
async function newestNotice({ room, world }: Venue, requestId: string): Promise<Handle> {
  const { opened } = world.app
  const placed = async () =>
    (await opened.store.forScheme(SCHEME).listPlacements({ requestId })).find(
      ({ screen, partnerId, state }) => screen === 'notice' && partnerId === PARTNER && state === 'sent',
    )
  await quiet(world)
  const id = (await placed())?.message?.messageId
  return seen(
    () => room(PARTNER).find((handle) => handle.id === id),
    () => 'the notice',
  )
}

async function attemptsOf({ world }: Venue, personId: string): Promise<string[]> {
  const { audit } = world.app.opened
  const days = await audit.accessDays(SCHEME)
  const chains = await Promise.all(days.map((day) => audit.accessEntries(SCHEME, day)))
  const entries = chains.flatMap(({ links }) => links.map(({ entry }) => entry))
  return entries.filter(({ actorId }) => actorId === personId).map(({ outcome }) => outcome)
}

/** Teams says above the form that something is wrong below; elsewhere the sentence at the field is enough. */
function looks(form: ShownForm | null) {
  return form && { title: form.title, fields: form.fields }
}

function valuesOf(form: ShownForm | null): Record<string, unknown> {
  return Object.fromEntries((form?.fields ?? []).map(({ name, value }) => [name, value]))
}

function errorsOf(form: ShownForm | null): Record<string, string> {
  return Object.fromEntries((form?.fields ?? []).flatMap(({ name, error }) => (error ? [[name, error]] : [])))
}
