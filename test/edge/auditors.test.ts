import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schemesFolder } from '../../src/app/paths.js'
import { readDirectory } from '../../src/app/schemes.js'
import { handsOf } from '../end-to-end/hands-of.js'
import {
  COORDINATOR,
  HOUSING_OFFICER,
  LANDLORD,
  PARTNER,
  requestAt,
  type Staged,
  scheme,
} from '../end-to-end/stage.js'
import { SCHEME, startWorld, type World } from '../end-to-end/world.js'

/** Housing partners without a part in it, and the coordinating team. */
const ELSEWHERE = ['bromley', 'harbourlight-london']
const CONCERNED = [LANDLORD, PARTNER]
const auditorOf = (organisation: string) => `auditor-of-${organisation}`

let world: World
let staged: Staged
let code: string
beforeAll(async () => {
  const directory = readDirectory(join(schemesFolder, 'demo-directory.yaml'), scheme)
  const auditors = [...CONCERNED, ...ELSEWHERE].map((organisation) => ({
    id: auditorOf(organisation),
    name: `Auditor of ${organisation}`,
    email: `${auditorOf(organisation)}@example.org`,
    workPhone: '+442079460101',
    organisation,
    team: null,
    roles: [{ role: 'auditor' as const }],
  }))
  world = await startWorld({ directory: { ...directory, people: [...directory.people, ...auditors] } })
  staged = await requestAt(world, 'circulated', { ring: true })
  code = (await staged.record()).reference ?? ''
})
afterAll(() => world?.end())

const asks = (organisation: string) => handsOf(world, auditorOf(organisation)).type(`access-log ${code}`)
const outcomes = async () =>
  (await world.app.opened.store.forScheme(SCHEME).listAccess({ about: staged.id }))
    .filter(({ action }) => action === 'read_access_log')
    .map(({ actorId, outcome }) => [actorId, outcome])

test('an auditor of an organisation without a part in a request reads who has seen it', async () => {
  for (const organisation of ELSEWHERE) expect(await asks(organisation)).toContain(`request ${code}`)
  expect(await outcomes()).toEqual(ELSEWHERE.map((organisation) => [auditorOf(organisation), 'done']))
})

test.each(CONCERNED)(
  'an auditor of %s, which has a part in it, reads nothing of it, as the page would tell who else has one; and that they asked is on record',
  async (organisation) => {
    expect(await asks(organisation)).toContain('Nothing found for you.')
    expect((await outcomes()).at(-1)).toEqual([auditorOf(organisation), 'nothing_found'])
  },
)

describe('the list of the last days', () => {
  const lately = (organisation: string) => handsOf(world, auditorOf(organisation)).type('access-log')
  const SEEN = 'Hamid Birtwhistle'

  test('has no line about a request in which the organisation of who asks has a part, nor once that has ended', async () => {
    const store = world.app.opened.store.forScheme(SCHEME)
    const opened = { at: world.now().toISOString(), actorId: HOUSING_OFFICER, action: 'open_details' }
    await store.recordAccess([{ ...opened, subject: staged.id, outcome: 'done' }])
    for (const organisation of ELSEWHERE) expect(await lately(organisation)).toContain(SEEN)
    for (const organisation of CONCERNED) expect(await lately(organisation)).not.toContain(SEEN)

    await staged.take(COORDINATOR, 'recall', { reason: scheme.reasons.recalled[0]?.id ?? '' })
    for (const organisation of CONCERNED) {
      const page = await lately(organisation)
      expect(page).toContain('Who has seen what')
      expect(page).not.toContain(SEEN)
    }
  })
})
