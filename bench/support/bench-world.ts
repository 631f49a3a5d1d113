import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { bringUpLocal, type LocalServices } from '../../src/app/local/index.js'
import { defaultDataFolder } from '../../src/app/paths.js'
import type { SlackConfig } from '../../src/config.js'
import { type OpenedStore, openStore } from '../../src/store/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { migrate } from '../../src/store/migrate.js'
import type { PlatformStarted } from '../platform.js'
import { type Child, startChild } from './children.js'
import { importWorld, makeWorld, type World } from './world.js'

/** Everything both ends of a comparison stand on. */
export interface BenchWorld {
  world: World
  services: LocalServices
  dataKeys: string
  opened: OpenedStore
  /** As the owner of the tables: to look, and to have them analysed. */
  owner: pg.Pool
  platform: Child
  slack: PlatformStarted
  /** How the program is told about the platform: many workspaces, so by OAuth. */
  slackConfig: SlackConfig
  end(): Promise<void>
}

/** Own servers, own data, an own platform; nothing of it stays. */
export async function startBenchWorld(partners: number): Promise<BenchWorld> {
  const undo: (() => unknown)[] = []
  const end = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const dataDir = join(defaultDataFolder, `bench-${process.pid}`)
    undo.push(() => rmSync(dataDir, { recursive: true, force: true }))
    const services = await bringUpLocal({ dataDir, log: () => undefined })
    undo.push(() => services.stop())
    await migrate(services.ownerDatabaseUrl)
    const dataKeys = newDataKey()
    const opened = openStore({ databaseUrl: services.databaseUrl, keys: keysFromText(dataKeys) })
    undo.push(() => opened.close())
    const owner = new pg.Pool({ connectionString: services.ownerDatabaseUrl, max: 2 })
    undo.push(() => owner.end())
    const platform = startChild('platform')
    undo.push(() => platform.end())
    const world = makeWorld(partners)
    const [slack] = await Promise.all([
      platform.ask<PlatformStarted>('start', { partners }),
      importWorld(opened, world),
    ])
    const slackConfig: SlackConfig = {
      signingSecrets: [slack.signingSecret],
      access: { clientId: slack.clientId, clientSecret: slack.clientSecret, stateSecret: 'bench' },
      apiUrl: slack.apiUrl,
    }
    return { world, services, dataKeys, opened, owner, platform, slack, slackConfig, end }
  } catch (error) {
    await end()
    throw error
  }
}
