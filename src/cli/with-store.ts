import { dataKeys } from '../app/data-keys.js'
import { bringUpLocal } from '../app/local/index.js'
import { defaultDataFolder } from '../app/paths.js'
import { prepareDatabase } from '../app/prepare-database.js'
import { type DatabaseConfig, readDatabaseConfig } from '../config.js'
import { type OpenedStore, openStore } from '../store/index.js'

/**
 * Opens the database of this installation, the named one or the local one, for one command. `anyKeys`: also when
 * DATA_KEYS does not fit it, for commands that say what is wrong or need no key.
 */
export async function withStore(
  say: (line: string) => void,
  command: (opened: OpenedStore, services: { redisUrl: string }, config: DatabaseConfig) => Promise<void>,
  { redis = false, anyKeys = false }: { redis?: boolean; anyKeys?: boolean } = {},
): Promise<void> {
  const config = readDatabaseConfig(process.env)
  const services = await bringUpLocal({
    dataDir: defaultDataFolder,
    log: say,
    databaseUrl: config.databaseUrl,
    redisUrl: redis ? config.redisUrl : 'not needed',
    join: true,
  })
  try {
    const keys = dataKeys(config.dataKeys, defaultDataFolder)
    await prepareDatabase(config, services, keys, { anyKeys })
    const opened = openStore({ databaseUrl: services.databaseUrl, keys })
    try {
      await command(opened, services, config)
    } finally {
      await opened.close()
    }
  } finally {
    await services.stop()
  }
}
