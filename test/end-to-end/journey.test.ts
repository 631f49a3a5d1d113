import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyChain } from '../../src/core/audit/chain.js'
import { sha256Hasher } from '../../src/store/hasher.js'
import { verifyAccess } from '../../src/store/index.js'
import { fill, isAction, press, refer, screenWords } from './acting.js'
import { SCHEME, startWorld, type World, wordsOf } from './world.js'

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

let world: World
let workingCode = ''
let reference = ''

beforeAll(async () => {
  world = await startWorld()
})
afterAll(async () => {
  await world?.end()
})

describe('one request goes the whole way', () => {
  test('a professional refers by command and form, and the coordinator gets it to check', async () => {
    workingCode = await refer(world, OFFICER)
    const card = await world.card(COORDINATOR, new RegExp(workingCode))
    expect(wordsOf(card)).toMatch(/Submitted/)
    expectOnlyConcerned([OFFICER, COORDINATOR])
  })

  test("the coordinator sends it to the landlord's named lead, who reads the fields marked A and whom to phone", async () => {
    await press(world, COORDINATOR, 'send_for_approval')
    const words = wordsOf(await world.card(LEAD, new RegExp(workingCode)))
    expect(words).toContain('Domestic abuse')
    expect(words).toContain('Phone Rosalind Achebe')
    // Wanted areas are shown only where the landlord has stock of its own, and Hackney has none there.
    for (const area of WANTED) expect(words).not.toContain(area)
    expectOnlyConcerned([OFFICER, COORDINATOR, LEAD])
  })

  test('the lead approves only with the identity confirmed, and reads "Approved" from then on', async () => {
    await press(world, LEAD, 'approve')
    const modal = await world.until(() => world.as(LEAD).modal())
    const without = await world.as(LEAD).submit(modal.id, {}, { force: true })
    expect(Object.keys(without.errors)).toEqual(['identityConfirmed'])
    await fill(world, LEAD, { identityConfirmed: ['yes'] })
    const decided = await world.card(LEAD, /Approved by Hamid Ellery/)
    expect(wordsOf(decided)).not.toContain('Domestic abuse')
    reference =
      /[A-Z]{2,4}-[0-9A-Z]{4}-\d\d/.exec(
        wordsOf(await world.card(COORDINATOR, /Approved, waiting for release/)),
      )?.[0] ?? ''
    expect(reference).not.toBe('')
    expectOnlyConcerned([OFFICER, COORDINATOR, LEAD])
    expect(screenWords(world, LEAD)).not.toContain(reference)
  })

  test('released, the notice stands in exactly the channels it concerns, each with its own areas and reference', async () => {
    await press(world, COORDINATOR, 'release', {})
    await world.until(() => Object.keys(AUDIENCE).every((partner) => notices(partner).length > 0))
    const partners = world.directory.organisations.filter(({ kind }) => isLandlord(kind))
    expect(partners).toHaveLength(53)
    const references = new Set<string>()
    for (const { id } of partners) {
      const expected = AUDIENCE[id]
      const found = notices(id)
      expect(found.length, id).toBe(expected ? 1 : 0)
      if (!expected || !found[0]) continue
      const words = wordsOf(found[0])
      expect(
        WANTED.filter((area) => words.includes(area)),
        id,
      ).toEqual(expected)
      references.add(/P-[0-9A-Z]{6}/.exec(words)?.[0] ?? '')
      for (const secret of ['Hackney', 'abuse', 'Rosalind', 'Larkspur', workingCode, reference, 'Children'])
        expect(words, id).not.toContain(secret)
    }
    expect(references.size).toBe(Object.keys(AUDIENCE).length)
    expect(references).not.toContain('')
    expect(screenWords(world, HACKNEY)).toBe('')
    expect(screenWords(world, SUTTON)).toBe('')
  })

  test('a housing officer opens the details page: it is audited, and tells nothing but the fields marked D', async () => {
    const before = await accessCount('open_details')
    await world.as(BEXLEY).press(noticeOf('bexley'), isAction('open_details'))
    const page = await world.until(() => {
      const modal = world.as(BEXLEY).modal()
      return modal && /Adults/.test(wordsOf(modal)) ? modal : undefined
    })
    for (const secret of ['Hackney', 'abuse', 'Rosalind', reference, workingCode])
      expect(wordsOf(page)).not.toContain(secret)
    await world.as(BEXLEY).closeView(page.id, { all: true })
    expect(await accessCount('open_details')).toBe(before + 1)
  })

  test('two officers offer; neither learns of the other, and the nominating officer sees none before its area is checked', async () => {
    await offer(BEXLEY, 'bexley', 'BX-1', 'E09000004')
    await offer(JUNIPER, 'juniper-street-housing', 'JS-2', 'E09000006')
    await world.card(COORDINATOR, /BX-1[\s\S]*JS-2|JS-2[\s\S]*BX-1/)
    expect(wordsOf(await world.card(BEXLEY, /BX-1/))).toMatch(/Received; answer by/)
    expect(screenWords(world, BEXLEY)).not.toContain('JS-2')
    expect(screenWords(world, JUNIPER)).not.toContain('BX-1')
    expect(screenWords(world, OFFICER)).not.toMatch(/BX-1|JS-2/)
    expect(screenWords(world, BROMLEY)).not.toMatch(/BX-1|JS-2/)
  })

  test('areas checked, the nominating officer sees both and chooses one', async () => {
    await checkArea('BX-1')
    await checkArea('JS-2')
    await world.card(OFFICER, /BX-1[\s\S]*JS-2|JS-2[\s\S]*BX-1/)
    await press(world, OFFICER, `choose_offer:${await offerId('BX-1')}`, {})
    const passedOn = wordsOf(await world.card(BEXLEY, /Rosalind Achebe/))
    // Name and phone without organisation.
    expect(passedOn).not.toContain('Larkspur')
    expect(wordsOf(await world.card(JUNIPER, /JS-2/))).toMatch(/Received; answer by/)
    expect(notices('bromley')[0] && wordsOf(noticeOf('bromley'))).not.toMatch(/Not available/)
  })

  test('viewed and accepted; the other officers and the old landlord read nothing of it', async () => {
    await press(world, OFFICER, 'arrange_viewing', { viewingAt: seconds(world.now(), 2) })
    await world.card(BEXLEY, /Viewing/)
    await world.moveTo(new Date(world.now().getTime() + 3 * 3_600_000))
    await press(world, OFFICER, 'record_viewing')
    await world.until(() =>
      world.slack.store
        .dms(world.userId(OFFICER))
        .findLast((m) => JSON.stringify(m.blocks).includes('accept_offer')),
    )
    await press(world, OFFICER, 'accept_offer')
    await world.card(BEXLEY, /has been accepted/)
    expect(screenWords(world, JUNIPER)).not.toMatch(/accepted/i)
    expect(screenWords(world, LEAD)).not.toMatch(/offer|accepted|Bexley|moved/i)
  })

  test('the tenancy starts: ledger -1 and +1, and after the daily batch every notice reads "Not available"', async () => {
    await press(world, BEXLEY, 'confirm_tenancy_start', { startedOn: day(world.now()) })
    await world.card(OFFICER, /Moved/)
    const ledger = await world.app.opened.store.forScheme(SCHEME).ledger()
    expect(ledger.map(({ landlordId, amount }) => [landlordId, amount]).sort()).toEqual([
      ['bexley', 1],
      ['hackney', -1],
    ])
    for (const partner of Object.keys(AUDIENCE))
      expect(wordsOf(noticeOf(partner))).not.toMatch(/Not available/)
    await world.moveTo(new Date(world.now().getTime() + 4 * 86_400_000))
    await world.until(() =>
      Object.keys(AUDIENCE).every((partner) => /Not available/.test(wordsOf(noticeOf(partner)))),
    )
    for (const partner of Object.keys(AUDIENCE)) expect(notices(partner), partner).toHaveLength(1)
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

  test('at the end nobody has read what is not theirs', () => {
    for (const person of [OTHER_OFFICER, OTHER_LEAD, HACKNEY, SUTTON])
      expect(screenWords(world, person), person).not.toMatch(/W-|ARC|P-[0-9A-Z]{6}|BX-1|JS-2/)
    for (const person of [BEXLEY, JUNIPER, BROMLEY])
      expect(screenWords(world, person), person).not.toMatch(
        new RegExp(`Hackney|Domestic abuse|Larkspur|${workingCode}|${reference}`),
      )
    expect(screenWords(world, LEAD)).not.toMatch(/BX-1|JS-2|Bexley|Juniper|moved|tenancy started/i)
    expect(world.slack.log.filter((call) => call.status !== 200)).toEqual([])
  })
})

/** Nobody but these has been told anything at all so far. */
function expectOnlyConcerned(people: string[]): void {
  for (const { id } of world.directory.people) {
    if ([...people, COVER].includes(id)) continue
    expect(world.slack.store.dms(world.userId(id)), id).toEqual([])
  }
  for (const { id } of world.directory.organisations.filter(({ kind }) => isLandlord(kind)))
    expect(notices(id), id).toEqual([])
}

function notices(partner: string) {
  return world.slack.store.messages(world.room(partner))
}

function noticeOf(partner: string) {
  const [notice] = notices(partner)
  if (!notice) throw new Error(`${partner} has no notice`)
  return notice
}

async function offer(officer: string, partner: string, propertyNumber: string, area: string): Promise<void> {
  await world.as(officer).press(noticeOf(partner), isAction('make_offer'))
  await fill(world, officer, {
    propertyNumber,
    area,
    bedrooms: '2',
    type: 'flat',
    floor: '1',
    rentPerWeek: '150',
    tenancyOffered: 'secure_lifetime',
    availableFrom: day(world.now()),
  })
  await world.card(officer, new RegExp(propertyNumber))
}

async function checkArea(propertyNumber: string): Promise<void> {
  await press(world, COORDINATOR, `check_area:${await offerId(propertyNumber)}`, { suitable: 'yes' })
  await world.card(OFFICER, new RegExp(propertyNumber))
}

async function offerId(propertyNumber: string): Promise<string> {
  const store = world.app.opened.store.forScheme(SCHEME)
  const [request] = await store.listRequests({ code: reference })
  const offers = await store.listOffers({ requestIds: [request?.id ?? ''] })
  return offers.find((o) => o.home.propertyNumber === propertyNumber)?.id ?? ''
}

/** How often somebody opened it, by the access chain. */
async function accessCount(action: string): Promise<number> {
  const { audit } = world.app.opened
  const days = await audit.accessDays(SCHEME)
  const chains = await Promise.all(days.map((accessDay) => audit.accessEntries(SCHEME, accessDay)))
  return chains.flatMap((chain) => chain.links).filter((link) => JSON.stringify(link).includes(action)).length
}

function isLandlord(kind: string): boolean {
  return kind === 'local_authority' || kind === 'registered_provider'
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10)
}

function seconds(at: Date, hoursAhead: number): number {
  return Math.floor(at.getTime() / 1000) + hoursAhead * 3600
}
