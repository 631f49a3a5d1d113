import { Children } from './children.js'
import { type Ground, KEPT, openGround } from './ground.js'

/** Where the program is killed and taken over. */
export type Arena = Ground<Children>

/** Whoever takes part in a request is on this platform; partners are on both. */
export function openArena(platform: 'slack' | 'teams'): Promise<Arena> {
  const places =
    platform === 'slack' ? { keepInTeams: [], everyNthInTeams: 2 } : { keepInTeams: KEPT, everyNthInTeams: 3 }
  return openGround(places, async (given) => {
    const children = new Children(given)
    await children.running()
    return children
  })
}
