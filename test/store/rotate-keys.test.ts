import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { keysRotate } from '../../src/cli/keys-rotate.js'
import type { RequestRecord } from '../../src/core/request/records.js'
import { type OpenedStore, openStore } from '../../src/store/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { size } from '../support/long-run.js'
import { rawDump } from '../support/raw-dump.js'
import {
  approval,
  directory,
  LEAD,
  NO_CHANGE,
  NOW,
  newRequest,
  offer,
  openedStore,
  SCHEME,
} from './opened.js'

const REQUESTS = 12
/** Fewer than there are. */
const BATCH = 5
const WRITERS = 4
const ROUNDS = size(8, 100)

let store: Awaited<ReturnType<typeof openedStore>>
let owner: pg.Client
let requests: RequestRecord[]
/** Each test rotates from the key of the one before to the next. */
let [oldKey, newKey, nth] = ['', '', 1]
const others: OpenedStore[] = []
/** What was written last, where that is not what was there first. */
const latest = new Map<string, string>()

beforeAll(async () => {
  store = await openedStore()
  newKey = store.dataKeys
  owner = new pg.Client({ connectionString: store.database.ownerDatabaseUrl })
  await owner.connect()
  requests = Array.from({ length: REQUESTS }, (_, n) => withWords(newRequest(), `words ${n}`))
  await store.scheme.commit({ ...NO_CHANGE, create: requests, offers: requests.map(({ id }) => offer(id)) })
  await store.directory.installWorkspace({
    ...{ platform: 'slack', tenant: LEAD.tenant, botToken: 'xoxb-token', botUserId: 'UBOT' },
  })
})
beforeEach(() => {
  nth += 1
  ;[oldKey, newKey] = [newKey, newDataKey(`k${nth}`)]
})
afterEach(async () => {
  for (const other of others.splice(0)) await other.close()
})
afterAll(async () => {
  await owner.end()
  await store.end()
})

describe('a rotation', () => {
  it('leaves nothing under the old key, and everything opens with the new one alone', async () => {
    await click()
    expect(await needing(oldKey)).toBeGreaterThan(0)
    const said = await rotated(both())
    expect(said).toContain(`Request: ${REQUESTS} sealed anew under ${idOf(newKey)}.`)
    expect(said.at(-1)).toContain(
      `Nothing is stored under any key but ${idOf(newKey)}: the others may leave DATA_KEYS`,
    )
    expect(await needing(oldKey)).toBe(0)
    await opensWith(withKeys(newKey))
    expect(await outcomeOfClick(withKeys(newKey))).toMatchObject({ say: `Done by click ${nth}` })
  })

  it('run again does nothing', async () => {
    await rotated(both())
    const before = await rawDump(store.database.ownerDatabaseUrl)
    await rotated(both())
    expect(await rawDump(store.database.ownerDatabaseUrl)).toEqual(before)
  })

  it('that was stopped after any batch is completed by the next one', async () => {
    for (let batches = 1; batches < 4; batches++) {
      let left = batches
      const stop = () => {
        left -= 1
        if (left === 0) throw new Error('killed')
      }
      await expect(both().keys.rotate({ batch: BATCH, onBatch: stop })).rejects.toThrow('killed')
      expect(await needing(oldKey)).toBeGreaterThan(0)
    }
    await opensWith(both())
    await rotated(both())
    expect(await needing(oldKey)).toBe(0)
    await opensWith(withKeys(newKey))
  })

  it('overwrites nothing that people write meanwhile, through processes that still seal with the old key too', async () => {
    const processes = [withKeys(`${oldKey},${newKey}`), both()]
    const write = async (writer: number) => {
      const scheme = processes[writer % 2]?.store.forScheme(SCHEME)
      const own = requests.filter((_, n) => n % WRITERS === writer)
      for (let round = 0; round < ROUNDS; round++) {
        const id = own[round % own.length]?.id ?? ''
        const [before] = (await scheme?.listRequests({ ids: [id] })) ?? []
        if (!before) throw new Error('the request is not there')
        const words = `written by ${writer} in round ${round}`
        const after = { ...withWords(before, words), version: before.version + 1 }
        expect(await scheme?.commit({ ...NO_CHANGE, update: { before, after } })).toBe('committed')
        latest.set(id, words)
      }
    }
    const rotating = async () => {
      const opened = both()
      for (let round = 0; round < ROUNDS / 2; round++) await opened.keys.rotate({ batch: BATCH })
    }
    await Promise.all([
      ...Array.from({ length: WRITERS }, (_, writer) => write(writer)),
      rotating(),
      processes[0]?.directory.importDirectory(directory),
    ])
    expect(latest.size).toBe(REQUESTS)
    await rotated(both())
    await opensWith(withKeys(newKey))
  })

  it('leaves a row to a later run that somebody holds, and says that the old key is still needed', async () => {
    await owner.query('begin')
    await owner.query(`select 1 from "Request" where id = $1 for update`, [requests[0]?.id])
    await expect(rotated(both())).rejects.toThrow(`Something was written under ${idOf(oldKey)} meanwhile`)
    await owner.query('rollback')
    expect(await needing(oldKey)).toBe(1)
    await rotated(both())
    expect(await needing(oldKey)).toBe(0)
  })

  it('names the place of what cannot be opened, never its content, and lets no key leave', async () => {
    const [id] = requests.map((request) => request.id)
    const [before] = (await owner.query(`select details from "Request" where id = $1`, [id])).rows
    await owner.query(`update "Request" set details = left(details, -4) || 'AAAA' where id = $1`, [id])
    const said: string[] = []
    await expect(keysRotate(both(), (line) => said.push(line))).rejects.toThrow(
      '1 place could not be opened: no key may leave DATA_KEYS',
    )
    expect(said).toContain(`Request.details of ${SCHEME}/${id} cannot be opened with the keys of DATA_KEYS.`)
    await owner.query(`update "Request" set details = $2 where id = $1`, [id, before.details])
    await rotated(both())
  })

  it('seals what an older program has left in the clear', async () => {
    await owner.query(
      `insert into "Receipt" ("schemeId", key, outcome, at) values ($1, 'older', $2, now())`,
      [SCHEME, { kind: 'done', say: 'Sent to Lea Underhill.', requestId: 'r' }],
    )
    await rotated(both())
    const [row] = (await owner.query(`select outcome from "Receipt" where key = 'older'`)).rows
    expect(row.outcome).toEqual({ kind: 'done', say: 'Done already.', requestId: 'r' })
    expect(await outcomeOfClick(withKeys(newKey), 'older')).toMatchObject({ say: 'Sent to Lea Underhill.' })
  })
})

it('a receipt whose key is lost still says that the step was taken', async () => {
  await click()
  await rotated(both())
  expect(await outcomeOfClick(withKeys(newDataKey('k9')))).toMatchObject({
    kind: 'done',
    say: 'Done already.',
  })
})

const idOf = (key: string) => key.split(':')[0]

/** Takes a step, whose outcome is kept. */
async function click(): Promise<void> {
  const { store: fresh } = both()
  const [before] = await fresh.forScheme(SCHEME).listRequests({ ids: [requests[0]?.id ?? ''] })
  if (before) await fresh.forScheme(SCHEME).commit(approval(before, `click ${nth}`))
}

const both = () => withKeys(`${newKey},${oldKey}`)

/** The same database as a process with these keys has it. */
function withKeys(dataKeys: string): OpenedStore {
  const opened = openStore({ databaseUrl: store.database.databaseUrl, keys: keysFromText(dataKeys) })
  others.push(opened)
  return opened
}

async function rotated(opened: OpenedStore): Promise<string[]> {
  const said: string[] = []
  await keysRotate(opened, (line) => said.push(line))
  return said
}

/** Rows anywhere in which a text stands that was sealed with this key. */
async function needing(key: string): Promise<number> {
  const rows = await rawDump(store.database.ownerDatabaseUrl)
  return rows.filter(({ text }) => text.includes(`v1.${idOf(key)}.`)).length
}

async function opensWith(opened: OpenedStore): Promise<void> {
  const scheme = opened.store.forScheme(SCHEME)
  const found = new Map((await scheme.listRequests({})).map((request) => [request.id, request]))
  expect(requests.map(({ id }) => found.get(id)?.form.approval.anythingElse)).toEqual(
    requests.map(({ id }, n) => latest.get(id) ?? `words ${n}`),
  )
  const [first] = found.values()
  expect(first?.form).toMatchObject({ details: { rentBand: 'secret of mark D' } })
  const offers = await scheme.listOffers({})
  expect(new Set(offers.map(({ home }) => home.propertyNumber))).toEqual(new Set(['UPRN-SECRET-77']))
  expect((await scheme.people()).map(({ email }) => email).sort()).toEqual(
    directory.people.map(({ email }) => email).sort(),
  )
  const workspace = await opened.directory.findWorkspace({ platform: 'slack', tenant: LEAD.tenant })
  expect(workspace?.botToken).toBe('xoxb-token')
  const account = { ...LEAD, userId: `U-${others.length}` }
  const bound = await opened.directory.bindAccount({
    ...{ schemeId: SCHEME, account, email: 'Lea@camden.example', at: NOW },
  })
  expect(bound?.id).toBe('lea')
}

async function outcomeOfClick(opened: OpenedStore, key = `click ${nth}`): Promise<unknown> {
  const facts = await opened.store.forScheme(SCHEME).readCase({ target: null, actor: 'system', key })
  return facts?.receipt?.outcome
}

function withWords(request: RequestRecord, words: string): RequestRecord {
  const approval = { ...request.form.approval, anythingElse: words }
  return { ...request, form: { ...request.form, approval } }
}
