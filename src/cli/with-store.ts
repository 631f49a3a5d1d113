import { dataKeys } from '../app/data-keys.js'
import { bringUpLocal } from '../app/local/index.js'
import { defaultDataFolder } from '../app/paths.js'
import { prepareDatabase } from '../app/prepare-database.js'
import { readDatabaseConfig } from '../config.js'
import { type OpenedStore, openStore } from '../store/index.js'

/** Opens the database of this installation, the named one or the local one, for one command. */
export async function withStore(
  say: (line: string) => void,
  command: (opened: OpenedStore, services: { redisUrl: string }) => Promise<void>,
  { redis = false }: { redis?: boolean } = {},
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
    await prepareDatabase(config, services, keys)
    const opened = openStore({ databaseUrl: services.databaseUrl, keys })
    try {
      await command(opened, services)
    } finally {
      await opened.close()
    }
  } finally {
    await services.stop()
  }
}
