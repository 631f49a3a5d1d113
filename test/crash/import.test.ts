import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { schemesFolder } from '../../src/app/paths.js'
import { readDirectory } from '../../src/app/schemes.js'
import type { Directory } from '../../src/core/people/directory-schema.js'
import type { DeliveryPorts } from '../../src/core/placement/deliver-placements.js'
import { planOutbox } from '../../src/core/placement/plan-outbox.js'
import { sha256Hasher } from '../../src/store/hasher.js'
import { systemIds } from '../../src/store/ids.js'
import { type OpenedStore, openStore } from '../../src/store/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { LEAD, requestAt, SECOND_LEAD, scheme } from '../end-to-end/stage.js'
import { MONDAY_MORNING, SCHEME } from '../end-to-end/world.js'
import { freshDatabase } from '../support/services.js'
import { directoryState } from './directory-state.js'
import type { Import } from './statement-program.js'
import { killAtEachStatement } from './statements.js'

const HOUR_MS = 3_600_000

const dataKeys = newDataKey('k1')
const keys = keysFromText(dataKeys)
const demo = readDirectory(join(schemesFolder, 'demo-directory.yaml'), scheme)

/** Somebody left, somebody came, a lead is one no longer, two swapped addresses, and a partner went with all it had. */
const changed: Directory = {
  ...demo,
  organisations: demo.organisations.map((each) => (each.id === 'sutton' ? { ...each, active: false } : each)),
  people: [
    ...demo.people.filter(({ id }) => id !== SECOND_LEAD).map(otherwise),
    { ...personOf(SECOND_LEAD), id: 'somebody-new', email: 'new@example.org', name: 'Somebody New' },
  ],
  workspaces: demo.workspaces.filter(({ organisation }) => organisation !== 'sutton'),
  channels: demo.channels.filter(({ organisation }) => organisation !== 'sutton'),
}

function otherwise(person: Directory['people'][number]): Directory['people'][number] {
  if (person.id === LEAD) return { ...person, roles: [{ role: 'housing_officer' }] }
  const [one, other] = ['hamid-birtwhistle', 'hugo-wolstenholme']
  if (person.id === one) return { ...person, email: personOf(other).email }
  return person.id === other ? { ...person, email: personOf(one).email } : person
}

function personOf(id = ''): Directory['people'][number] {
  const person = demo.people.find((each) => each.id === id)
  if (!person) throw new Error(`nobody is called ${id}`)
  return person
}

describe.each([
  ['of a new installation', demo, () => Promise.resolve()],
  ['of an installation with requests', changed, beginWithRequest],
] as const)('an import %s, killed at any statement', (_what, directory, begin) => {
  const ground = async () => {
    const { databaseUrl, ownerDatabaseUrl, drop } = await freshDatabase()
    await withStore(databaseUrl, begin)
    return { data: { databaseUrl, ownerDatabaseUrl, dataKeys, scheme, directory }, drop }
  }
  const state = ({ ownerDatabaseUrl }: { ownerDatabaseUrl: string }) => directoryState(ownerDatabaseUrl, keys)

  test(
    'has changed the directory entirely or not at all, and the next one makes it what the file says',
    async () => {
      const undisturbed = await ground()
      const states = [await state(undisturbed.data)]
      await withStore(undisturbed.data.databaseUrl, ({ directory }) => directory.loadScheme(scheme))
      states.push(await state(undisturbed.data))
      await withStore(undisturbed.data.databaseUrl, (opened) => importInto(opened, directory))
      const after = await state(undisturbed.data)
      states.push(after)
      await undisturbed.drop()

      const { statements, kills } = await killAtEachStatement('import', ground, async (data, killAt) => {
        const left = await state(data)
        if (!states.some((each) => JSON.stringify(each) === JSON.stringify(left)))
          expect([killAt, left]).toEqual([killAt, after])
        await withStore(data.databaseUrl, (opened) => importInto(opened, directory))
        expect([killAt, await state(data)]).toEqual([killAt, after])
      })
      console.log(`an import was killed ${kills} times, at ${statements} statements before and after each`)
      expect(statements).toBeGreaterThan(15)
    },
    HOUR_MS,
  )
})

type Data = Omit<Import, 'killAt'>

async function importInto({ directory }: OpenedStore, wanted: Data['directory']): Promise<void> {
  await directory.loadScheme(scheme)
  await directory.importDirectory(wanted)
}

/** A lead, who will be one no longer, has the card of a request. */
async function beginWithRequest(opened: OpenedStore): Promise<void> {
  await importInto(opened, demo)
  const { tenant = '' } = demo.workspaces.find(({ organisation }) => organisation === 'enfield') ?? {}
  const account = { platform: 'slack', tenant, userId: 'ULEAD' } as const
  await opened.directory.bindAccount({
    schemeId: SCHEME,
    account,
    email: personOf(LEAD).email,
    at: MONDAY_MORNING,
  })
  await opened.directory.confirmAccount(SCHEME, account, MONDAY_MORNING)
  const now = () => MONDAY_MORNING
  const ports: DeliveryPorts = {
    ...{ store: opened.store, clock: { now }, ids: systemIds, hasher: sha256Hasher },
    cipher: opened.cipher,
    ...{ doorbell: { ring: () => undefined }, chat: nobody, limits: { closedUntil: nobody, close: nobody } },
  }
  const app = { opened, ports, url: '', port: 0, sweep: nobody, stop: nobody }
  await requestAt({ app, now }, 'awaiting_approval')
  const waiting = await opened.store.work.outboxWaiting(MONDAY_MORNING, 100)
  for (const { id } of waiting) await planOutbox(ports, SCHEME, id)
}

const nobody = (): never => {
  throw new Error('nothing is sent here')
}

async function withStore(databaseUrl: string, use: (opened: OpenedStore) => Promise<unknown>): Promise<void> {
  const opened = openStore({ databaseUrl, keys, poolSize: 2 })
  try {
    await use(opened)
  } finally {
    await opened.close()
  }
}
