import { join } from 'node:path'
import type { Wrap } from '../../src/app/compose.js'
import { schemesFolder } from '../../src/app/paths.js'
import { readDirectory } from '../../src/app/schemes.js'
import { scheme as london } from '../end-to-end/stage.js'
import { startWorld, type World } from '../end-to-end/world.js'
import { freshDatabase, freshRedis } from '../support/services.js'
import { castOf } from './cast.js'
import { HeldBell } from './held-bell.js'
import { Journey } from './journey.js'
import { Judge } from './judge.js'
import { type MarkedScheme, markScheme } from './marked-scheme.js'
import { Markers } from './markers.js'
import { Watch, Written } from './watch.js'

/** A whole program in which everything that must not get out is marked, and everything that gets out is watched. */
export interface CanaryWorld {
  world: World
  marked: MarkedScheme
  markers: Markers
  journeys: readonly Journey[]
  judge: Judge
  watch: Watch
  written: Written
  bell: HeldBell
  end(): Promise<void>
}

/** A wrap that knows the world's markers and where it writes. */
export type PlantedIn = (planted: { markers: Markers; written: Written; redisUrl: string }) => Wrap

export async function startCanaryWorld(
  seed: number,
  requests: readonly number[],
  plant?: PlantedIn,
): Promise<CanaryWorld> {
  const markers = new Markers(seed)
  const marked = markScheme(london, markers)
  const demo = readDirectory(join(schemesFolder, 'demo-directory.yaml'), london)
  const directory = castOf(demo, requests, markers)
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()])
  const written = new Written()
  const bell = new HeldBell()
  const planted: Wrap = plant ? plant({ markers, written, redisUrl: redis.url }) : (_name, edge) => edge
  const world = await startWorld({
    services: { ...database, redisUrl: redis.url, flush: () => redis.flush() },
    scheme: marked.scheme,
    directory,
    log: written.log,
    oneClock: true,
    wrap: bell.before(planted),
  })
  const journeys = requests.map((n) => new Journey(n, world, marked, markers))
  const organisationOf = new Map(directory.people.map(({ id, organisation }) => [id, organisation]))
  const judge = new Judge(markers, journeys, organisationOf)
  const watch = await Watch.begin(world, judge, written, redis.url)
  return {
    ...{ world, marked, markers, journeys, judge, watch, written, bell },
    async end() {
      await watch.end()
      await world.end()
    },
  }
}
