import { dataKeys } from '../app/data-keys.js'
import { bringUpLocal } from '../app/local/index.js'
import { defaultDataFolder } from '../app/paths.js'
import { readConfig } from '../config.js'
import { type OpenedStore, openStore } from '../store/index.js'
import { migrate } from '../store/migrate.js'

/** Opens the database of this installation, the named one or the local one, for one command. */
export async function withStore(
  say: (line: string) => void,
  command: (opened: OpenedStore) => Promise<void>,
): Promise<void> {
  const config = readConfig({ ...process.env, ...WITHOUT_CHAT })
  const services = await bringUpLocal({
    dataDir: defaultDataFolder,
    log: say,
    databaseUrl: process.env.DATABASE_URL,
    redisUrl: process.env.REDIS_URL ?? 'not needed',
    join: true,
  })
  try {
    await migrate(process.env.DATABASE_OWNER_URL ?? services.ownerDatabaseUrl)
    const opened = openStore({
      databaseUrl: services.databaseUrl,
      keys: dataKeys(config.dataKeys, defaultDataFolder),
    })
    try {
      await command(opened)
    } finally {
      await opened.close()
    }
  } finally {
    await services.stop()
  }
}

/** The command line talks to no platform, so it asks for no credentials of one. */
const WITHOUT_CHAT = {
  NODE_ENV: undefined,
  DATABASE_URL: undefined,
  REDIS_URL: undefined,
  SLACK_SIGNING_SECRET: undefined,
  SLACK_SIGNING_SECRET_OLD: undefined,
  SLACK_BOT_TOKEN: undefined,
  SLACK_CLIENT_ID: undefined,
  SLACK_CLIENT_SECRET: undefined,
  SLACK_STATE_SECRET: undefined,
  SLACK_API_URL: undefined,
  SLACK_APP_TOKEN: undefined,
}
