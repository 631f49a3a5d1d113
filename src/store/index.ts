import type { Cipher, SchemeStore, Store } from '../core/ports.js'
import { type AuditStore, openAudit } from './audit.js'
import { openDatabase } from './database.js'
import { type DirectoryStore, openDirectory } from './directory.js'
import type { KeyProvider } from './key-provider.js'
import { type KeyStore, openKeys } from './keys.js'
import { openRules } from './rules.js'
import { openSchemeStore } from './scheme-store.js'
import { cipherOf, openSealer } from './sealing.js'
import { openWork } from './work.js'

export { type AuditStore, verifyAccess } from './audit.js'

export interface StoreOptions {
  databaseUrl: string
  keys: KeyProvider
  /** Most connections at once; 10 unless told. */
  poolSize?: number
  /** Called with every statement that is sent, BEGIN and COMMIT included; for counting them. */
  onStatement?: (sql: string) => void
}

export interface OpenedStore {
  store: Store
  directory: DirectoryStore
  audit: AuditStore
  keys: KeyStore
  cipher: Cipher
  /** Whether the database answers now. */
  healthy(): Promise<boolean>
  /** From now on nothing waits for a database that gives no answer: the program is about to end. */
  hurry(): void
  close(): Promise<void>
}

/** Everything the program keeps, in one PostgreSQL. Connects when it is first asked something. */
export function openStore(options: StoreOptions): OpenedStore {
  const database = openDatabase(options)
  const sealer = openSealer(options.keys)
  const tools = { database, sealer, rulesOf: openRules(database) }
  const schemes = new Map<string, SchemeStore>()
  const forScheme = (schemeId: string) => {
    const store = schemes.get(schemeId) ?? openSchemeStore(tools, schemeId)
    schemes.set(schemeId, store)
    return store
  }
  return {
    store: { forScheme, work: openWork(database) },
    directory: openDirectory(database, sealer),
    audit: openAudit(database),
    keys: openKeys(database, sealer, options.keys),
    cipher: cipherOf(sealer),
    healthy: () => database.healthy(),
    hurry: () => database.hurry(),
    close: () => database.close(),
  }
}
