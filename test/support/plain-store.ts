import pg from 'pg'
import type { Ports } from '../../src/core/ports.js'
import { sha256Hasher } from '../../src/store/hasher.js'
import { systemIds } from '../../src/store/ids.js'
import { type OpenedStore, openStore } from '../../src/store/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { freshDatabase } from './services.js'

/** Core on a database of its own, at one moment, with nobody to ring; and the owner's way past the program. */
export interface PlainStore {
  opened: OpenedStore
  ports: Ports
  owner: pg.Client
  end(): Promise<void>
}

export async function openPlainStore(now: Date): Promise<PlainStore> {
  const database = await freshDatabase()
  const opened = openStore({ databaseUrl: database.databaseUrl, keys: keysFromText(newDataKey()) })
  const owner = new pg.Client({ connectionString: database.ownerDatabaseUrl })
  await owner.connect()
  return {
    opened,
    owner,
    ports: {
      store: opened.store,
      clock: { now: () => now },
      ids: systemIds,
      hasher: sha256Hasher,
      cipher: opened.cipher,
      doorbell: { ring: () => undefined },
    },
    async end() {
      await opened.close()
      await owner.end()
      await database.drop()
    },
  }
}
