import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAnchorFile } from '../../src/app/anchor-file.js'
import { StartError } from '../../src/app/start-error.js'
import { auditVerify } from '../../src/cli/audit-verify.js'
import { anchorLine } from '../../src/core/audit/anchor.js'
import { canonicalJson } from '../../src/core/audit/canonical-json.js'
import type { RequestRecord } from '../../src/core/request/records.js'
import { sha256Hasher } from '../../src/store/hasher.js'
import { AT, approval, LATER, london, NO_CHANGE, newRequest, openedStore } from '../store/opened.js'

let store: Awaited<ReturnType<typeof openedStore>>
let owner: pg.Client
let requestId: string
let folder: string
/** Taken when every entry was there. */
let anchor: string
const day = AT.slice(0, 10)
const tables = ['Transition', 'AccessEntry', 'Request', 'AccessHead'] as const

beforeAll(async () => {
  store = await openedStore()
  owner = new pg.Client({ connectionString: store.database.ownerDatabaseUrl })
  await owner.connect()
  let request: RequestRecord = newRequest()
  requestId = request.id
  await store.scheme.commit({ ...NO_CHANGE, create: [request] })
  for (const key of ['one', 'two', 'three']) {
    const change = approval(request, key)
    await store.scheme.commit(change)
    request = change.update?.after ?? request
  }
  const read = { at: AT, actorId: 'hugo', action: 'open_details', outcome: 'done' as const }
  await store.scheme.recordAccess(['one', 'two', 'three'].map((subject) => ({ ...read, subject })))
  folder = mkdtempSync(join(tmpdir(), 'anchors-'))
  anchor = join(folder, 'anchor')
  await anchorTo(anchor, LATER)
})
afterAll(async () => {
  await owner.end()
  await store.end()
  rmSync(folder, { recursive: true })
})

test('chains that nobody touched are whole, and counted', async () => {
  expect(await verified()).toEqual([`${london.title}: 1 transition chains and 1 days of access are whole.`])
  expect((await verified(anchor)).at(-1)).toBe(
    `${anchor}: every history has only grown since; 1 lines were compared.`,
  )
})

/** Both chains, with what of their tables differs. */
const chains = [
  {
    table: 'Transition',
    name: () => `request ${requestId}`,
    head: 'Request',
    seq: '"auditSeq"',
    hash: '"auditHead"',
  },
  { table: 'AccessEntry', name: () => `access on ${day}`, head: 'AccessHead', seq: 'seq', hash: 'hash' },
] as const

describe.each(chains)('in $table', ({ table, name, head, seq, hash }) => {
  const move = (from: number, to: number) => `update "${table}" set seq = ${to} where seq = ${from}`
  const forge = async () => {
    const last = (await linksOf(table)).at(-1)
    await owner.query(`update "${head}" set ${seq} = $1, ${hash} = $2`, [last?.seq, last?.hash])
  }

  test.each([
    ['altered', 2, [`update "${table}" set "actorId" = 'somebody else' where seq in (2, 3)`]],
    ['altered', 2, [`update "${table}" set "previousHash" = repeat('0', 64) where seq = 2`]],
    ['missing', 2, [`delete from "${table}" where seq = 2`]],
    ['missing', 1, [`delete from "${table}" where seq = 1`]],
    ['out of order', 2, [move(2, 99), move(3, 2), move(99, 3)]],
    ['cut off', 3, [`delete from "${table}" where seq = 3`]],
    ['cut off', 1, [`delete from "${table}"`]],
    ['altered', 3, [`update "${head}" set ${hash} = repeat('0', 64)`]],
  ])('an entry is named that was %s: %i', async (fault, entry, sql) => {
    await tampered(async () => {
      for (const each of sql) await owner.query(each)
      await expect(verified()).rejects.toThrow(StartError)
      await expect(verified()).rejects.toThrow(`${london.title}: ${name()}, entry ${entry}: ${fault}.`)
    })
  })

  test('an entry is named that was added in the middle, well made and with a new head', async () => {
    await tampered(async () => {
      const [first] = await linksOf(table)
      for (const sql of [move(3, 4), move(2, 3)]) await owner.query(sql)
      await add(table, first, AT)
      await forge()
      await expect(verified()).rejects.toThrow(`${name()}, entry 2: added.`)
    })
  })

  test('an entry is named that was added at the end', async () => {
    await tampered(async () => {
      await add(table, (await linksOf(table)).at(-1), AT)
      await expect(verified()).rejects.toThrow(`${name()}, entry 4: added.`)
    })
  })

  test('an entry added at the end with a forged head is found by the anchor alone', async () => {
    await tampered(async () => {
      await add(table, (await linksOf(table)).at(-1), AT)
      await forge()
      await verified()
      await expect(verified(anchor)).rejects.toThrow(
        `${name()}, entry 4: added since the anchor of ${LATER.toISOString()} was taken.`,
      )
    })
  })

  test('an end that was cut off with a forged head, and written anew, is found by the anchor alone', async () => {
    await tampered(async () => {
      await owner.query(`delete from "${table}" where seq = 3`)
      await forge()
      await verified()
      const said = `${name()}, entry 3: rewritten since the anchor of ${LATER.toISOString()} was taken.`
      await expect(verified(anchor)).rejects.toThrow(said)
      await add(table, (await linksOf(table)).at(-1), AT)
      await forge()
      await verified()
      await expect(verified(anchor)).rejects.toThrow(said)
    })
  })

  test('a chain that has only grown since the anchor is well', async () => {
    await tampered(async () => {
      await add(table, (await linksOf(table)).at(-1), new Date(LATER.getTime() + 60_000).toISOString())
      await forge()
      expect((await verified(anchor)).at(-1)).toMatch(/has only grown since/)
    })
  })

  test('a whole chain that was taken away is found by the anchor', async () => {
    await tampered(async () => {
      await owner.query(`delete from "${table}"`)
      await owner.query(`delete from "${head}"`)
      await verified()
      await expect(verified(anchor)).rejects.toThrow(
        `${name()}: gone since the anchor of ${LATER.toISOString()} was taken.`,
      )
    })
  })

  test('entries whose head was taken away are found', async () => {
    await tampered(async () => {
      await owner.query(`delete from "${head}"`)
      await expect(verified()).rejects.toThrow(`${name()}, entry 1: added.`)
    })
  })

  test('a chain that has expired is its head alone, which may not have been changed', async () => {
    const column = table === 'Transition' ? '"auditDroppedAt"' : '"droppedAt"'
    await tampered(async () => {
      await owner.query(`delete from "${table}"`)
      await owner.query(`update "${head}" set ${column} = now() + interval '7 years'`)
      expect((await verified())[0]).toMatch(/ Of 1 only the head is left: they have expired\.$/)
      await verified(anchor)
      await owner.query(`update "${head}" set ${hash} = repeat('0', 64)`)
      await expect(verified(anchor)).rejects.toThrow(`${name()}, entry 3: rewritten since`)
    })
  })
})

describe('an anchor file', () => {
  test('of which a line was changed or taken out is refused, by the number of the line', async () => {
    const file = join(folder, 'three lines')
    for (const hour of [1, 2, 3]) await anchorTo(file, new Date(LATER.getTime() + hour * 3_600_000))
    expect((await verified(file)).at(-1)).toMatch(/3 lines were compared/)
    const [first, second, third] = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, `${first}\n${third}\n`)
    await expect(verified(file)).rejects.toThrow('line 2 does not follow the one before it')
    writeFileSync(file, `${first}\n${second?.replace('request', 'access')}\n${third}\n`)
    await expect(verified(file)).rejects.toThrow('line 3 does not follow the one before it')
  })

  test('in which a line was only half written goes on after the last whole one', async () => {
    const file = join(folder, 'torn')
    await anchorTo(file, LATER)
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, whole + whole.slice(0, 40))
    await anchorTo(file, LATER)
    expect((await verified(file)).at(-1)).toMatch(/2 lines were compared/)
  })

  test('holds ids, numbers and hashes only', () => {
    const [line] = readFileSync(anchor, 'utf8').split('\n')
    const heads = [
      ['access', london.id, day, 3, expect.stringMatching(/^[0-9a-f]{64}$/)],
      ['request', london.id, requestId, 3, expect.stringMatching(/^[0-9a-f]{64}$/)],
    ]
    expect(JSON.parse(line ?? '')).toEqual({ at: LATER.toISOString(), previous: '0'.repeat(64), heads })
  })

  test('that is not there, or is empty, is refused', async () => {
    await expect(verified(join(folder, 'none'))).rejects.toThrow('none cannot be read.')
    writeFileSync(join(folder, 'empty'), '')
    await expect(verified(join(folder, 'empty'))).rejects.toThrow('empty holds no anchor.')
  })
})

test('an entry written between the reading of head and entries is no break', async () => {
  const [link] = (await store.audit.accessEntries(london.id, day)).links
  if (!link) throw new Error('no access entry')
  let looks = 0
  const audit: typeof store.audit = {
    ...store.audit,
    accessEntries: async (schemeId, date) => {
      const chain = await store.audit.accessEntries(schemeId, date)
      looks += 1
      return looks === 1 ? { ...chain, head: { seq: 1, head: link.hash } } : chain
    },
  }
  const lines: string[] = []
  await auditVerify({ ...store, audit }, (line) => lines.push(line))
  expect([lines.length, looks]).toEqual([1, 2])
})

async function verified(file?: string): Promise<string[]> {
  const lines: string[] = []
  await auditVerify(store, (line) => lines.push(line), file)
  return lines
}

async function anchorTo(file: string, at: Date): Promise<void> {
  const heads = await store.audit.heads()
  await openAnchorFile(file).add((last) => anchorLine(heads, at, last, sha256Hasher))
}

interface Link {
  seq: number
  hash: string
}

async function linksOf(table: string): Promise<Link[]> {
  return (await owner.query<Link>(`select seq, hash from "${table}" order by seq`)).rows
}

/** As somebody would who knows how entries are made: after this one, with a hash that is right. */
async function add(table: string, after: Link | undefined, at: string): Promise<void> {
  if (!after) throw new Error('nothing to follow')
  const [seq, previousHash] = [after.seq + 1, after.hash]
  const row =
    table === 'Transition'
      ? {
          ...{ requestId, seq, at, action: 'hold', from: 'approved', to: 'on_hold', actorId: 'cora' },
          ...{ onBehalfOf: null, confirmedBy: null, codes: {}, previousHash },
        }
      : { at, actorId: 'cora', action: 'open_details', subject: 'forged', outcome: 'done' }
  const hash =
    table === 'Transition'
      ? sha256Hasher.sha256(canonicalJson(row))
      : sha256Hasher.sha256(previousHash + canonicalJson(row))
  await owner.query(`insert into "${table}" select * from json_populate_record(null::"${table}", $1::json)`, [
    JSON.stringify({ ...row, schemeId: london.id, day, seq, previousHash, hash }),
  ])
}

/** As only the owner of the tables could: with every guard switched off. What was there comes back afterwards. */
async function tampered(change: () => Promise<unknown>): Promise<void> {
  const run = (sql: (table: string) => string) => owner.query(tables.map(sql).join(';'))
  const forEachKey = (sql: string) =>
    owner.query(`do $$ declare k record; begin for k in select * from kept_keys loop ${sql} end loop; end $$`)
  await owner.query(`create table kept_keys as select conrelid::regclass::text as t, conname::text as n,
    pg_get_constraintdef(oid) as d from pg_constraint
    where contype = 'f' and confrelid in ('"Request"'::regclass, '"AccessHead"'::regclass)`)
  await forEachKey(`execute format('alter table %s drop constraint %I', k.t, k.n);`)
  await run(
    (table) =>
      `create table "kept ${table}" as table "${table}"; alter table "${table}" disable trigger user`,
  )
  try {
    await change()
  } finally {
    await run(
      (table) => `delete from "${table}"; insert into "${table}" table "kept ${table}";
      drop table "kept ${table}"; alter table "${table}" enable trigger user`,
    )
    await forEachKey(`execute format('alter table %s add constraint %I %s', k.t, k.n, k.d);`)
    await owner.query('drop table kept_keys')
  }
}
