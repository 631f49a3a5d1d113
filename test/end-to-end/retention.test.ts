import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { auditVerify } from '../../src/cli/audit-verify.js'
import { exportToFile } from '../../src/cli/export.js'
import { retentionErase, retentionRun } from '../../src/cli/retention.js'
import type { Ports, SchemeStore } from '../../src/core/ports.js'
import { runRetention } from '../../src/core/retention/sweep-retention.js'
import { everyRow, tableDigests } from '../support/raw-tables.js'
import { type } from './acting.js'
import { readSaved, type Saved } from './saved.js'
import {
  COORDINATOR,
  COVER,
  dayOf,
  HOUSING_OFFICER,
  OFFICER,
  PARTNER,
  requestAt,
  type Staged,
} from './stage.js'
import { SCHEME, startWorld, type World, wordsOf } from './world.js'

const HOUR = 3_600_000
/** Gets notices in Teams. */
const TEAMS_PARTNER = 'lambeth'

let world: World
let owner: pg.Client
let saved: Saved
let folder: string
beforeAll(async () => {
  world = await startWorld({ teams: [TEAMS_PARTNER], oneClock: true })
  owner = new pg.Client({ connectionString: world.ownerDatabaseUrl })
  await owner.connect()
  saved = await readSaved(world)
  folder = mkdtempSync(join(tmpdir(), 'export-'))
})
afterAll(async () => {
  if (folder) rmSync(folder, { recursive: true })
  await saved?.end()
  await owner?.end()
  await world?.end()
})

const store = () => world.app.opened.store.forScheme(SCHEME)
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000 })
const months = (count: number) => {
  const at = world.now()
  at.setUTCMonth(at.getUTCMonth() + count)
  return at
}
/** As an operator's command has them: it rings nobody. */
const quiet = (): Ports => ({ ...world.app.ports, doorbell: { ring: () => undefined } })
const inSlack = () => world.slack.store.messages(world.room(PARTNER)).length
const inTeams = () => world.teams.store.messages(world.room(TEAMS_PARTNER)).length

async function ran(dryRun: boolean): Promise<string[]> {
  const lines: string[] = []
  await retentionRun(quiet(), world.app.opened.directory, { dryRun }, (line) => lines.push(line))
  return lines
}

async function closed(reason = 'contact_lost'): Promise<Staged> {
  const staged = await requestAt(world, 'submitted')
  await staged.take(COORDINATOR, 'close', { reason })
  return staged
}

const ERASURE_HOLD = () => ({ why: 'A complaint is under way.', reviewOn: dayOf(months(11)) })

async function heldByCoordinator(): Promise<Staged> {
  const staged = await closed()
  await staged.take(COORDINATOR, 'hold_erasure', ERASURE_HOLD())
  return staged
}

/** Nothing is due and nobody works on anything. */
const atRest = () =>
  until(async () => {
    const waiting = await world.app.opened.store.work.waiting(world.now())
    expect(waiting).toEqual({ outbox: 0, placements: 0, followUps: 0 })
  })
const placementsOf = (staged: Staged) => store().listPlacements({ requestId: staged.id })
const gone = (staged: Staged) =>
  until(async () =>
    expect((await placementsOf(staged)).filter(({ state }) => state !== 'withdrawn')).toEqual([]),
  )

describe('when twelve months are over', () => {
  let moved: Staged
  let held: Staged
  let reference: string
  let sealed: string[]
  let before: { slack: number; teams: number }

  beforeAll(async () => {
    before = { slack: inSlack(), teams: inTeams() }
    moved = await requestAt(world, 'circulated', { ring: true })
    reference = (await moved.record()).reference ?? ''
    held = await heldByCoordinator()
    await until(async () => {
      expect(inSlack()).toBeGreaterThan(before.slack)
      expect(inTeams()).toBeGreaterThan(before.teams)
    })
    await movedOn(moved)
    sealed = await sealedTexts()
  })

  /** Twelve months pass only when every message has arrived: one under way would be uncertain for good. */
  async function movedOn(staged: Staged): Promise<void> {
    await staged.offer()
    await staged.take(COORDINATOR, 'check_area', { suitable: true })
    await staged.take(OFFICER, 'choose_offer')
    await staged.take(OFFICER, 'arrange_viewing', { viewingAt: new Date(+world.now() + HOUR).toISOString() })
    await saved.settle()
    await world.moveTo(new Date(+world.now() + 2 * HOUR))
    await staged.take(OFFICER, 'record_viewing')
    await staged.take(OFFICER, 'accept_offer')
    await staged.take(HOUSING_OFFICER, 'confirm_tenancy_start', { startedOn: dayOf(world.now()) })
    await saved.settle()
  }

  async function sealedTexts(): Promise<string[]> {
    const { rows } = await owner.query<{ text: string }>(
      `select unnest(array[details, approval, confidential]) as text from "Request" where id = $1
       union select sealed from "Offer" where "requestId" = $1`,
      [moved.id],
    )
    return rows.map(({ text }) => text)
  }

  test('a dry run names what would go and what is held, and changes no row', async () => {
    await world.moveTo(months(11))
    expect(await store().listRequests({ erased: true })).toEqual([])
    await atRest()
    await saved.settle()
    const later: Ports = { ...quiet(), clock: { now: () => months(2) } }
    const tables = await tableDigests(owner)
    const lines: string[] = []
    await retentionRun(later, world.app.opened.directory, { dryRun: true }, (line) => lines.push(line))
    expect(await tableDigests(owner)).toEqual(tables)
    expect(lines[0]).toContain('1 would be erased, 1 are held.')
    expect(lines[1]).toContain(`${reference}: moved on 2026-11-23, due on 2027-11-23`)
    expect(lines[2]).toMatch(/closed on 2026-11-23, due on 2027-11-23; held, to be looked at again on/)
  })

  test('the program erases by itself what nobody holds: no row keeps it, and no message of it stands on either platform', async () => {
    await world.moveTo(months(2))
    await until(async () => expect((await moved.record()).erasedAt).toBeDefined())
    await gone(moved)
    expect([inSlack(), inTeams()]).toEqual([before.slack, before.teams])
    const rows = await everyRow(owner)
    const text = rows.filter(({ row }) => row.includes(moved.id) || row.includes(reference))
    for (const secret of sealed) expect(rows.some(({ row }) => row.includes(secret))).toBe(false)
    for (const area of ['E09000022', 'E09000024'])
      expect(text.filter(({ row }) => row.includes(area))).toEqual([])
    const tables = [...new Set(text.map(({ table }) => table))]
    expect(tables).not.toContain('FollowUp')
    expect(tables).not.toContain('Receipt')
    const { form } = await moved.record()
    expect(JSON.stringify([form.details, form.approval, form.confidential])).not.toMatch(/E0900|rent|risk_/)
    const chats = [COORDINATOR, COVER, OFFICER].flatMap((id) => world.slack.store.dms(world.userId(id)))
    expect(chats.map(wordsOf).filter((words) => words.includes(reference))).toEqual([])
  })

  test('reference, dates, outcome, the move with its counts and the ledger stay, and the audit is whole', async () => {
    const record = await moved.record()
    expect(record).toMatchObject({ reference, state: 'moved', officerIds: [], landlordId: null })
    const [move] = (await store().moves()).filter(({ requestId }) => requestId === moved.id)
    expect((move?.adults ?? 0) + (move?.children ?? 0)).toBeGreaterThan(0)
    const ledger = await store().ledger()
    expect(ledger.filter(({ moveId }) => moveId === move?.id)).toHaveLength(2)
    expect(ledger.reduce((sum, { amount }) => sum + amount, 0)).toBe(0)
    expect((await moved.history()).at(-1)).toBe('erase')
    await auditVerify(world.app.opened, () => undefined)
  })

  test('what a coordinator holds is untouched, and they are reminded on the day of review', async () => {
    const { form, erasedAt } = await held.record()
    expect(erasedAt).toBeUndefined()
    expect(form.needs.areasWanted).toHaveLength(5)
    expect(form.confidential.notes.at(-1)?.note).toBe('A complaint is under way.')
    await world.card(COORDINATOR, /A hold on erasure is due for review/)
  })

  test('a coordinator reads that and when it was erased, and everybody else finds nothing', async () => {
    const status = wordsOf(await type(world, COORDINATOR, `status ${reference}`))
    expect(status).toMatch(
      /Its content was erased on \d+ \w+ \d{4}, after it had been moved since \d+ \w+ 2026\./,
    )
    expect(wordsOf(await type(world, OFFICER, `status ${reference}`))).toContain('Nothing found for you')
    for (const notice of (await readNotices(moved)).slice(0, 1))
      expect(wordsOf(await type(world, HOUSING_OFFICER, `status ${notice}`))).toContain(
        'Nothing found for you',
      )
    await expect(moved.take(COORDINATOR, 'move_again')).rejects.toThrow(/content was erased/)
  })

  async function readNotices(staged: Staged): Promise<string[]> {
    const { rows } = await owner.query<{ reference: string }>(
      'select reference from "Notice" where "requestId" = $1 and "partnerId" = $2',
      [staged.id, PARTNER],
    )
    return rows.map((row) => row.reference)
  }

  test('it is erased when the hold has ended, once, and a repeat does nothing', async () => {
    await held.take(COORDINATOR, 'end_erasure_hold')
    expect((await ran(false))[0]).toContain('1 erased, 0 held')
    await world.app.sweep()
    await gone(held)
    await atRest()
    const tables = await tableDigests(owner)
    expect((await ran(false))[0]).toContain('0 erased, 0 held')
    expect(await tableDigests(owner)).toEqual(tables)
  })
})

describe('a run that is killed half way', () => {
  test('has erased each request whole or not at all, and the next one does the rest', async () => {
    const all = [await closed(), await closed(), await closed()]
    const after: Ports = { ...quiet(), clock: { now: () => months(13) } }
    const before = (await store().listRequests({ erased: true })).length
    let commits = 0
    const dying: SchemeStore = {
      ...store(),
      commit: async (change) => {
        if (++commits === 2) throw new Error('killed')
        return store().commit(change)
      },
    }
    const ports = { ...after, store: { ...after.store, forScheme: () => dying } }
    await expect(runRetention(ports, dying)).rejects.toThrow('killed')
    expect(await store().listRequests({ erased: true })).toHaveLength(before + 1)
    expect((await runRetention(after, store())).erased).toHaveLength(2)
    expect((await runRetention(after, store())).erased).toEqual([])
    for (const each of all)
      expect((await each.history()).filter((action) => action === 'erase')).toHaveLength(1)
    await auditVerify(world.app.opened, () => undefined)
  })
})

describe('erasing one request on demand', () => {
  const erase = (ref: string, confirm?: string) =>
    retentionErase(quiet(), { ref, confirm, schemeId: SCHEME }, () => undefined)

  test('is refused to an operator for a live one, a held one, and without the code again', async () => {
    const live = await (await requestAt(world, 'submitted')).code()
    await expect(erase(live, live)).rejects.toThrow('still open')
    const held = await (await heldByCoordinator()).code()
    await expect(erase(held, held)).rejects.toThrow('end that hold first')
    const one = await closed()
    const ref = await one.code()
    await expect(erase(ref)).rejects.toThrow(`--confirm ${ref}`)
    expect((await one.record()).erasedAt).toBeUndefined()
    await erase(ref, ref)
    expect((await one.record()).erasedAt).toBeDefined()
  })

  test('by a coordinator leaves a post of which nobody knows as a safety task that somebody settles', async () => {
    const staged = await requestAt(world, 'approved', { ring: true })
    const inRoom = ({ conversationId }: { conversationId: string | undefined }) =>
      conversationId === world.room(TEAMS_PARTNER)
    world.teams.faults.next('send', { kind: 'error500AfterAccept' }, 1, inRoom)
    await staged.take(COORDINATOR, 'release')
    const uncertain = async () => (await placementsOf(staged)).find(({ state }) => state === 'ambiguous')
    await until(async () => expect(await uncertain()).toBeDefined())
    await staged.take(COORDINATOR, 'close', { reason: 'contact_lost' })
    const { reference } = await staged.record()
    await staged.take(COORDINATOR, 'erase', { understood: true })
    await until(async () => {
      await world.moveTo(new Date(world.now().getTime() + 120_000))
      expect(await uncertain()).toMatchObject({ withdraw: true, note: 'waits for a person' })
    })
    const status = await type(world, COORDINATOR, `status ${reference}`)
    expect(wordsOf(status)).toContain('may still stand there')
    await world.card(COORDINATOR, /Something did not arrive/)
  })
})

describe('an export of everything held on a request', () => {
  const VERIFIED = 'Phoned back on the number of the directory, Monday at noon'
  const ask = (staged: { ref: string }, more: object = {}) =>
    exportToFile(
      world.app.opened,
      { now: () => world.now() },
      {
        ...{ ref: staged.ref, requestedBy: OFFICER, verified: VERIFIED, schemeId: SCHEME },
        ...{ format: 'json', out: join(folder, `${world.app.ports.ids.ordered()}.json`) },
        ...more,
      },
      () => undefined,
    )

  test('is refused without a nominating officer of that request or the word how they were verified, and leaves no file', async () => {
    const ref = await (await requestAt(world, 'submitted')).code()
    const out = join(folder, 'refused')
    await expect(ask({ ref }, { out, requestedBy: COORDINATOR })).rejects.toThrow('no nominating officer')
    await expect(ask({ ref }, { out, schemeId: 'nowhere' })).rejects.toThrow('no scheme nowhere')
    await expect(ask({ ref }, { out, verified: 'by e-mail, yesterday' })).rejects.toThrow('verified by phone')
    await expect(ask({ ref }, { out, verified: 'Phoned Mrs Jane Smith at noon' })).rejects.toThrow('“')
    expect(() => statSync(out)).toThrow()
  })

  test('holds everything, may be read by its owner alone, and is on record with who asked and how', async () => {
    const staged = await requestAt(world, 'moved', { ring: true })
    const ref = (await staged.record()).reference ?? ''
    await until(async () => expect((await placementsOf(staged)).some(({ message }) => message)).toBe(true))
    await type(world, COORDINATOR, `status ${ref}`)
    const out = join(folder, 'all.json')
    await ask({ ref }, { out })
    expect(statSync(out).mode & 0o777).toBe(0o600)
    const held = JSON.parse(readFileSync(out, 'utf8'))
    expect(held.request.form.needs.areasWanted).toContain('E09000022')
    expect(held.request.form.approval.riskKinds.length).toBeGreaterThan(0)
    expect(held.offers[0].home.propertyNumber).toBe('BX-1')
    expect(held.transitions.at(-1).action).toBe('confirm_tenancy_start')
    for (const part of ['approvals', 'notices', 'placements', 'followUps', 'moves', 'ledger', 'access'])
      expect([part, held[part].length > 0]).toEqual([part, true])
    expect(held.access.at(-1)).toMatchObject({ actorId: OFFICER, subject: `${staged.id}: ${VERIFIED}` })
    await auditVerify(world.app.opened, () => undefined)
    await expect(ask({ ref }, { out })).rejects.toThrow('is there already')
  })

  test('reads as a page in plain English that needs nothing else and runs nothing that was typed', async () => {
    const anythingElse = 'Would like a lift & a <b>balcony</b>'
    const staged = await requestAt(world, 'submitted', { answers: { areas: { anythingElse } } })
    const out = join(folder, 'all.html')
    await ask({ ref: await staged.code() }, { out, format: 'html' })
    const page = readFileSync(out, 'utf8')
    expect(page).toContain('<h2>Who looked at it, or was refused</h2>')
    expect(page).toContain('Would like a lift &amp; a &lt;b&gt;balcony&lt;/b&gt;')
    expect(page).not.toMatch(/<script|<b>|src=|href=/)
  })
})
