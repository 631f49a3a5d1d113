import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { schemesFolder } from '../../src/app/paths.js'
import { readDirectory } from '../../src/app/schemes.js'
import { COORDINATOR, LANDLORD, requestAt, type Staged, scheme } from '../end-to-end/stage.js'
import { SCHEME, type Services, startWorld, type World } from '../end-to-end/world.js'
import { withPartners } from '../support/partners.js'
import { aftermath } from './aftermath.js'
import { countInHand } from './in-hand.js'

export const PARTNERS = 200
/** Platforms take at least so long to answer while notices go out: posts are under way when an outage begins. */
const ANSWER_MS = 150
const COORDINATORS = 'harbourlight-london'
const AGENCY = 'larkspur-womens-aid'

/** The whole program with 200 partners, every fourth in Teams; coordinators in Slack, nominating officers in Teams. */
export interface Crowd {
  world: World
  /** Releases a request and waits until so many notices stand; the others are still to come. */
  circulate(first?: number): Promise<Staged>
  /** Waits for the end of all work and for what time heals; then says what does not hold. */
  aftermath(): Promise<string[]>
  /** Notices of that request, counted by state. */
  notices(staged: Staged): Promise<Record<string, number>>
  /** What readiness says, to a probe that waits two seconds. */
  readiness(): Promise<string>
}

export async function startCrowd(services: Omit<Services, 'flush'>): Promise<Crowd> {
  const inHand = countInHand()
  const demo = readDirectory(join(schemesFolder, 'demo-directory.yaml'), scheme)
  const directory = withPartners(demo, {
    partners: PARTNERS,
    everyNthInTeams: 4,
    keep: [COORDINATORS, AGENCY, LANDLORD],
    keepInTeams: [AGENCY],
  })
  const world = await startWorld({
    directory,
    services: { ...services, flush: () => Promise.resolve() },
    oneClock: true,
    wrap: inHand.wrap,
  })
  return {
    world,

    async circulate(first = 20) {
      const staged = await requestAt(world, 'approved', { ring: true })
      const before = standingNotices(world)
      const slow = { kind: 'slow', ms: ANSWER_MS } as const
      world.slack.faults.next('chat.postMessage', slow, PARTNERS)
      world.teams.faults.next('send', slow, PARTNERS)
      await staged.take(COORDINATOR, 'release')
      const posted = () => standingNotices(world) - before
      await vi.waitUntil(() => posted() >= first, { timeout: 20_000, interval: 5 })
      expect(posted()).toBeLessThan(PARTNERS)
      return staged
    },

    aftermath: () => aftermath(world, inHand),

    async notices(staged) {
      const store = world.app.opened.store.forScheme(SCHEME)
      const placements = await store.listPlacements({ requestId: staged.id })
      const states = placements.flatMap(({ screen, state }) => (screen === 'notice' ? [state] : []))
      return Object.fromEntries(
        [...new Set(states)].map((state) => [state, states.filter((each) => each === state).length]),
      )
    },

    async readiness() {
      const response = await fetch(`${world.app.url}/readyz`, { signal: AbortSignal.timeout(2_000) })
      return `${response.status} ${await response.text()}`.trim()
    },
  }
}

function standingNotices({ slack, teams, directory }: World): number {
  const rooms = directory.channels.filter(({ purpose }) => purpose === 'notices')
  const counts = rooms.map(({ platform, id }) =>
    platform === 'slack' ? slack.store.messages(id).length : teams.store.messages(id).length,
  )
  return counts.reduce((sum, count) => sum + count, 0)
}
