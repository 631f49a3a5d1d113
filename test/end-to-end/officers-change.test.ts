import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { newestWith } from './hands.js'
import { handsOf } from './hands-of.js'
import { COORDINATOR, HOUSING_OFFICER, OFFICER, requestAt, type Staged } from './stage.js'
import { organisationIds, SCHEME, startWorld, type World } from './world.js'

const OTHER_OFFICER = 'dominic-farrar'
const GONE = /Nobody speaks for the applicant any more/
const PATIENT = { timeout: 15_000 }

describe.each([
  ['Slack', []],
  ['Teams', organisationIds()],
])('who speaks for the applicant: %s', (_platform, teams) => {
  let world: World
  let staged: Staged
  beforeAll(async () => {
    world = await startWorld({ teams })
    staged = await requestAt(world, 'circulated', { ring: true })
  })
  afterAll(() => world?.end())

  const hands = (id: string) => handsOf(world, id)
  const reads = (id: string) =>
    hands(id)
      .chat()
      .map(({ words }) => words)
      .join('\n')
  const cardOf = (id: string) =>
    hands(id)
      .chat()
      .find(({ words }) => /Domestic abuse/.test(words))?.words
  const importWithout = async (id: string) => {
    const people = world.directory.people.filter((person) => person.id !== id)
    await world.app.opened.directory.importDirectory({ ...world.directory, people })
    await world.app.sweep()
  }

  test('when the only nominating officer has left, their card goes and the coordinators are told once', async () => {
    const { reference } = await staged.record()
    await vi.waitFor(() => expect(cardOf(OFFICER)).toContain(reference), PATIENT)
    await importWithout(OFFICER)
    await vi.waitFor(() => expect(reads(COORDINATOR)).toMatch(GONE), PATIENT)
    await vi.waitFor(() => expect(cardOf(OFFICER)).toBeUndefined(), PATIENT)
    await importWithout(OFFICER)
    await staged.take(COORDINATOR, 'recall', { reason: 'wrong_facts' })
    await vi.waitFor(() => expect(reads(COORDINATOR)).toMatch(/recalled|Approved/i), PATIENT)
    expect(
      hands(COORDINATOR)
        .chat()
        .filter(({ words }) => GONE.test(words)),
    ).toHaveLength(1)
  })

  test('the coordinator names another at that message, who then has the request in full', async () => {
    const { reference } = await staged.record()
    const coordinator = hands(COORDINATOR)
    const told = coordinator.chat().find(({ words }) => GONE.test(words))
    if (!told) throw new Error('nobody was told')
    expect(await hands(OTHER_OFFICER).type(`status ${reference}`)).toContain('Nothing found for you.')
    await coordinator.press(told, 'name_officers')
    const refused = await coordinator.fill({ add: OTHER_OFFICER })
    expect(Object.values(refused.errors)).toEqual([expect.stringContaining('applicant’s agreement')])
    const { said } = await coordinator.fill({ add: OTHER_OFFICER, agreed: true })
    expect(said).toContain('Saved. This request is now with Dominic Farrar. No longer with Rosalind Achebe')
    await vi.waitFor(() => expect(cardOf(OTHER_OFFICER)).toContain(reference), PATIENT)
    await vi.waitFor(
      () => expect(reads(OTHER_OFFICER)).toContain('Who speaks for the applicant has changed'),
      PATIENT,
    )
    await vi.waitFor(() => expect(reads(COORDINATOR)).not.toMatch(GONE), PATIENT)
    expect((await staged.record()).officerIds).toEqual([OTHER_OFFICER])
    await staged.take(OTHER_OFFICER, 'raise_safety_concern')
    const chain = await world.app.opened.audit.transitionsOf(SCHEME, staged.id)
    const entry = chain?.entries.find(({ action }) => action === 'name_officers')
    expect(entry?.codes).toEqual({ added: OTHER_OFFICER, ended: OFFICER })
  })

  test('nobody else is offered that step, and a pressed button of it finds nothing', async () => {
    const card = await newestWith(hands(COORDINATOR), 'name_officers')
    for (const who of [OTHER_OFFICER, HOUSING_OFFICER])
      expect(
        hands(who)
          .chat()
          .flatMap(({ actions }) => actions),
      ).not.toContain('name_officers')
    expect(card.words).toContain((await staged.record()).reference)
    await expect(
      staged.take(HOUSING_OFFICER, 'name_officers', { add: OFFICER, agreed: true }),
    ).rejects.toThrow()
  })
})
