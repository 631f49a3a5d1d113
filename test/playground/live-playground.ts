import { join } from 'node:path'
import pino from 'pino'
import { compose } from '../../src/app/compose.js'
import { schemesFolder } from '../../src/app/paths.js'
import { readDirectory, readScheme, schemeFileOf } from '../../src/app/schemes.js'
import { type Playground, preparePlayground } from '../../src/playground/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { freshDatabase, freshRedis } from '../support/services.js'

export interface LivePlayground {
  url: string
  playground: Playground
  stop(): Promise<void>
}

/** The program as `npm start` puts it together without credentials, on a database and a Redis of its own. */
export async function startLivePlayground(pageFolder: string): Promise<LivePlayground> {
  const scheme = readScheme(schemeFileOf('london'))
  const directory = readDirectory(join(schemesFolder, 'demo-directory.yaml'), scheme)
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()])
  const playground = await preparePlayground({ directory, pageFolder })
  const app = await compose({
    role: 'all',
    host: '127.0.0.1',
    port: 0,
    databaseUrl: database.databaseUrl,
    redisUrl: redis.url,
    keys: keysFromText(newDataKey()),
    slack: playground.slack,
    teams: playground.teams,
    log: pino({ level: 'silent' }),
    handlers: () => [playground.handler],
  })
  await app.opened.directory.loadScheme(scheme)
  await app.opened.directory.importDirectory(directory)
  await playground.install(app.opened, new Date())
  playground.connect(app.url)
  return {
    url: app.url,
    playground,
    async stop() {
      playground.hangUp()
      await app.stop()
      await playground.stop()
      await database.drop()
    },
  }
}
