import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyChain } from '../../src/core/audit/chain.js'
import { sha256Hasher } from '../../src/store/hasher.js'
import { verifyAccess } from '../../src/store/index.js'
import { type Hands, pressNewest, seen } from './hands.js'
import { handsOf, roomOf } from './hands-of.js'
import { quiet } from './hands-quiet.js'
import { refer } from './hands-refer.js'
import { type Outcome, outcomeOf } from './journey-outcome.js'
import { SCHEME, startWorld, type World, type WorldOptions } from './world.js'

const OFFICER = 'rosalind-achebe'
const OTHER_OFFICER = 'dominic-farrar'
const COORDINATOR = 'maren-calloway'
const COVER = 'idris-okonjo'
/** Hackney's named lead, and a lead of a landlord that has nothing to do with it. */
const LEAD = 'hamid-ellery'
const OTHER_LEAD = 'conor-belgrave'
const BEXLEY = 'hamid-birtwhistle'
const JUNIPER = 'callum-ridealgh'
/** Housing officers of the old landlord, of a partner without stock in a wanted area, and of one that gets the notice. */
const HACKNEY = 'chloe-sandhurst'
const SUTTON = 'owen-ashcombe'
const BROMLEY = 'elin-fothergill'

/**
 * Wanted: Bexley, Kensington and Chelsea, Bromley, Croydon, Ealing. By hand from the demo directory: who has stock
 * there, cut to what each has; two keep no stock list; Hackney is the applicant's own landlord.
 */
const AUDIENCE: Record<string, string[]> = {
  bexley: ['Bexley'],
  bromley: ['Bromley'],
  croydon: ['Croydon'],
  ealing: ['Ealing'],
  'kensington-and-chelsea': ['Kensington and Chelsea'],
  lambeth: ['Croydon'],
  'ashgrove-housing-association': ['Croydon'],
  'bluebell-row-homes': ['Croydon'],
  'copperfield-park-homes': ['Bexley'],
  'juniper-street-housing': ['Bromley', 'Croydon', 'Ealing'],
  'kestrel-rise-homes': ['Bromley'],
  'larkmeadow-housing-association': ['Bexley', 'Croydon'],
  'millpond-housing': ['Croydon', 'Ealing'],
  'orchard-quay-housing-trust': ['Bexley', 'Bromley', 'Ealing'],
  'quillmere-homes': ['Kensington and Chelsea'],
  'ivybridge-court-homes': [],
  'pennywell-housing': [],
}
const WANTED = ['Bexley', 'Bromley', 'Croydon', 'Ealing', 'Kensington and Chelsea']
const REFERENCE = /\b[A-Z]{2,4}-[0-9A-Z]{4}-\d\d\b/

/** One request goes the whole way, played by people's hands on these platforms; `keep` gets what it left behind. */
export function playJourney(options: WorldOptions, keep: (outcome: Outcome) => void): void {
  let world: World
  let workingCode = ''
  let reference = ''
  const by = (personId: string): Hands => handsOf(world, personId)
  const notices = (partner: string) => roomOf(world, partner)
  const noticeOf = (partner: string) => {
    const [notice] = notices(partner)
    if (!notice) throw new Error(`${partner} has no notice`)
    return notice
  }
  const landlords = () => world.directory.organisations.filter(({ kind }) => isLandlord(kind))
  const standing: Record<string, string> = {}

  beforeAll(async () => {
    world = await startWorld(options)
  })
  afterAll(async () => {
    await world?.end()
  })

  /** Nobody but these has been told anything at all so far. */
  const expectOnlyConcerned = (people: string[]) => {
    for (const { id } of world.directory.people.filter((p) => ![...people, COVER].includes(p.id)))
      expect(by(id).chat(), id).toEqual([])
    for (const { id } of landlords()) expect(notices(id), id).toEqual([])
  }

  test('a professional refers by command and form, and the coordinator gets it to check', async () => {
    workingCode = await refer(by(OFFICER))
    const card = await by(COORDINATOR).find(new RegExp(workingCode))
    expect(card.words).toMatch(/Submitted/)
    expectOnlyConcerned([OFFICER, COORDINATOR])
  })

  test("the coordinator sends it to the landlord's named lead, who reads the fields marked A and whom to phone", async () => {
    await pressNewest(by(COORDINATOR), 'send_for_approval')
    const { words } = await by(LEAD).find(new RegExp(workingCode))
    expect(words).toContain('Domestic abuse')
    expect(words).toContain('Phone Rosalind Achebe')
    // Wanted areas are shown only where the landlord has stock of its own, and Hackney has none there.
    for (const area of WANTED) expect(words).not.toContain(area)
    expectOnlyConcerned([OFFICER, COORDINATOR, LEAD])
  })

  test('the lead approves only with the identity confirmed, and reads "Approved" from then on', async () => {
    const lead = by(LEAD)
    await pressNewest(lead, 'approve')
    const without = await lead.fill({}, { force: true })
    expect(Object.keys(without.errors)).toEqual(['identityConfirmed'])
    expect((await lead.fill({ identityConfirmed: true })).said).not.toBeNull()
    const decided = await lead.find(/Approved by Hamid Ellery/)
    expect(decided.whole).not.toContain('Domestic abuse')
    const waiting = await by(COORDINATOR).find(/Approved, waiting for release/)
    reference = REFERENCE.exec(waiting.words)?.[0] ?? ''
    expect(reference).not.toBe('')
    expectOnlyConcerned([OFFICER, COORDINATOR, LEAD])
    expect(lead.screen()).not.toContain(reference)
  })

  test('released, the notice stands in exactly the channels it concerns, each with its own areas and reference', async () => {
    await pressNewest(by(COORDINATOR), 'release', {})
    await seen(
      () => Object.keys(AUDIENCE).every((partner) => notices(partner).length > 0),
      () => 'a notice in every channel that it concerns',
    )
    expect(landlords()).toHaveLength(53)
    const references = new Set<string>()
    for (const { id } of landlords()) {
      const expected = AUDIENCE[id]
      const [found, ...others] = notices(id)
      expect([Boolean(found), others], id).toEqual([expected !== undefined, []])
      if (!expected || !found) continue
      expect(
        WANTED.filter((area) => found.words.includes(area)),
        id,
      ).toEqual(expected)
      references.add(/P-[0-9A-Z]{6}/.exec(found.words)?.[0] ?? '')
      standing[id] = found.id
      for (const secret of ['Hackney', 'abuse', 'Rosalind', 'Larkspur', workingCode, reference, 'Children'])
        expect(found.whole, id).not.toContain(secret)
    }
    expect(references.size).toBe(Object.keys(AUDIENCE).length)
    expect(references).not.toContain('')
    expect(by(HACKNEY).screen()).toBe('')
    expect(by(SUTTON).screen()).toBe('')
  })

  test('a housing officer opens the details page: it is audited, and tells nothing but the fields marked D', async () => {
    const officer = by(BEXLEY)
    const before = await accessCount(world, 'open_details')
    const [notice] = officer.room('bexley')
    const page = notice && (await officer.press(notice, 'open_details'))
    expect(page).toMatch(/Adults/)
    for (const secret of ['Hackney', 'abuse', 'Rosalind', reference, workingCode])
      expect(page).not.toContain(secret)
    await officer.close()
    expect(await accessCount(world, 'open_details')).toBe(before + 1)
  })

  test('two officers offer; neither learns of the other, and the nominating officer sees none before its area is checked', async () => {
    await offer(world, by(BEXLEY), 'bexley', { propertyNumber: 'BX-1', area: 'E09000004' })
    await offer(world, by(JUNIPER), 'juniper-street-housing', { propertyNumber: 'JS-2', area: 'E09000006' })
    await by(COORDINATOR).find(/BX-1[\s\S]*JS-2|JS-2[\s\S]*BX-1/)
    expect((await by(BEXLEY).find(/BX-1/)).words).toMatch(/Received; answer by/)
    expect(by(BEXLEY).screen()).not.toContain('JS-2')
    expect(by(JUNIPER).screen()).not.toContain('BX-1')
    expect(by(OFFICER).screen()).not.toMatch(/BX-1|JS-2/)
    expect(by(BROMLEY).screen()).not.toMatch(/BX-1|JS-2/)
  })

  test('areas checked, the nominating officer sees both and chooses one', async () => {
    for (const propertyNumber of ['BX-1', 'JS-2']) {
      const offerId = await offerIdOf(world, reference, propertyNumber)
      await pressNewest(by(COORDINATOR), `check_area:${offerId}`, { suitable: true })
      await by(OFFICER).find(new RegExp(propertyNumber))
    }
    await by(OFFICER).find(/BX-1[\s\S]*JS-2|JS-2[\s\S]*BX-1/)
    await pressNewest(by(OFFICER), `choose_offer:${await offerIdOf(world, reference, 'BX-1')}`, {})
    const passedOn = await by(BEXLEY).find(/Rosalind Achebe/)
    // Name and phone without organisation.
    expect(passedOn.whole).not.toContain('Larkspur')
    expect((await by(JUNIPER).find(/JS-2/)).words).toMatch(/Received; answer by/)
    expect(noticeOf('bromley').words).not.toMatch(/Not available/)
  })

  test('viewed and accepted; the other officers and the old landlord read nothing of it', async () => {
    await pressNewest(by(OFFICER), 'arrange_viewing', { viewingAt: hence(world, 2).toISOString() })
    await by(BEXLEY).find(/Viewing/)
    await quiet(world)
    await world.moveTo(hence(world, 3))
    await pressNewest(by(OFFICER), 'record_viewing')
    await pressNewest(by(OFFICER), 'accept_offer')
    await by(BEXLEY).find(/has been accepted/)
    expect(by(JUNIPER).screen()).not.toMatch(/accepted/i)
    expect(by(LEAD).screen()).not.toMatch(/offer|accepted|Bexley|moved/i)
  })

  test('the tenancy starts: ledger -1 and +1, and after the daily batch every notice reads "Not available"', async () => {
    await pressNewest(by(BEXLEY), 'confirm_tenancy_start', { startedOn: day(world) })
    await by(OFFICER).find(/Moved/)
    const ledger = await world.app.opened.store.forScheme(SCHEME).ledger()
    expect(ledger.map(({ landlordId, amount }) => [landlordId, amount]).sort()).toEqual([
      ['bexley', 1],
      ['hackney', -1],
    ])
    for (const partner of Object.keys(AUDIENCE)) expect(noticeOf(partner).words).not.toMatch(/Not available/)
    await quiet(world)
    await world.moveTo(hence(world, 4 * 24))
    await seen(
      () => Object.keys(AUDIENCE).every((partner) => /Not available/.test(noticeOf(partner).words)),
      () => '"Not available" in every channel',
    )
    for (const partner of Object.keys(AUDIENCE))
      expect(
        notices(partner).map(({ id }) => id),
        partner,
      ).toEqual([standing[partner]])
  })

  test('both audit chains verify, and hold one entry for each step', async () => {
    const { audit } = world.app.opened
    const [requestId = ''] = await audit.requestIds(SCHEME)
    const chain = await audit.transitionsOf(SCHEME, requestId)
    expect(chain && verifyChain(chain.entries, chain.head, sha256Hasher)).toBeNull()
    const steps = chain?.entries.map((entry) => entry.action).filter((action) => action !== 'amend')
    expect(steps).toEqual([
      'start_draft',
      'submit',
      'send_for_approval',
      'approve',
      'release',
      'make_offer',
      'make_offer',
      'check_area',
      'check_area',
      'choose_offer',
      'arrange_viewing',
      'record_viewing',
      'accept_offer',
      'confirm_tenancy_start',
    ])
    for (const accessDay of await audit.accessDays(SCHEME))
      expect(verifyAccess(await audit.accessEntries(SCHEME, accessDay), sha256Hasher)).toBeNull()
  })

  test('at the end nobody has read what is not theirs, and no call of either side was refused', async () => {
    for (const person of [OTHER_OFFICER, OTHER_LEAD, HACKNEY, SUTTON])
      expect(by(person).screen(), person).not.toMatch(/W-|ARC|P-[0-9A-Z]{6}|BX-1|JS-2/)
    for (const person of [BEXLEY, JUNIPER, BROMLEY])
      expect(by(person).screen(), person).not.toMatch(
        new RegExp(`Hackney|Domestic abuse|Larkspur|${workingCode}|${reference}`),
      )
    expect(by(LEAD).screen()).not.toMatch(/BX-1|JS-2|Bexley|Juniper|moved|tenancy started/i)
    expect(world.slack.log.filter(({ status }) => status !== 200)).toEqual([])
    expect(world.teams.log.filter(({ status }) => status >= 300)).toEqual([])
    expect(world.teams.sent.filter(({ status }) => status !== 200)).toEqual([])
    await quiet(world)
    keep(await outcomeOf(world))
  })
}

async function offer(
  world: World,
  hands: Hands,
  partner: string,
  home: { propertyNumber: string; area: string },
): Promise<void> {
  const [notice] = hands.room(partner)
  if (!notice) throw new Error(`${partner} has no notice`)
  await hands.press(notice, 'make_offer')
  const { said, errors } = await hands.fill({
    ...home,
    bedrooms: '2',
    type: 'flat',
    floor: '1',
    rentPerWeek: '150',
    tenancyOffered: 'secure_lifetime',
    availableFrom: day(world),
  })
  expect([said === null, errors]).toEqual([false, {}])
  await hands.find(new RegExp(home.propertyNumber))
}

async function offerIdOf(world: World, reference: string, propertyNumber: string): Promise<string> {
  const store = world.app.opened.store.forScheme(SCHEME)
  const [request] = await store.listRequests({ code: reference })
  const offers = await store.listOffers({ requestIds: [request?.id ?? ''] })
  return offers.find(({ home }) => home.propertyNumber === propertyNumber)?.id ?? ''
}

/** How often somebody opened it, by the access chain. */
async function accessCount(world: World, action: string): Promise<number> {
  const { audit } = world.app.opened
  const days = await audit.accessDays(SCHEME)
  const chains = await Promise.all(days.map((accessDay) => audit.accessEntries(SCHEME, accessDay)))
  return chains.flatMap((chain) => chain.links).filter((link) => JSON.stringify(link).includes(action)).length
}

function isLandlord(kind: string): boolean {
  return kind === 'local_authority' || kind === 'registered_provider'
}

function day(world: World): string {
  return world.now().toISOString().slice(0, 10)
}

function hence(world: World, hours: number): Date {
  return new Date(world.now().getTime() + hours * 3_600_000)
}
