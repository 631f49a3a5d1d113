import { join } from 'node:path'
import pg from 'pg'
import { schemesFolder } from '../../src/app/paths.js'
import { readDirectory } from '../../src/app/schemes.js'
import { LANDLORD, scheme } from '../end-to-end/stage.js'
import { startWorld, type World } from '../end-to-end/world.js'
import { officerOf, partnerId, withPartners } from '../support/partners.js'
import type { Partner } from './fault-plan.js'
import { KnownPlacements } from './known-placements.js'
import { Rest } from './rest.js'

const COORDINATORS = 'harbourlight-london'
const OFFICERS = 'larkspur-womens-aid'

/** A world with so many partners, every third in Teams, of which a test knows what is planned and what is due. */
export interface WireWorld {
  world: World
  partners: readonly Partner[]
  known: KnownPlacements
  rest: Rest
  owner: pg.Client
  /** Forgets what happened so far: a long run would fill the memory. */
  forget(): void
  end(): Promise<void>
}

/** The nominating officer is in Teams, so that private messages go there too; the coordinators are in Slack. */
export async function startWireWorld(count: number): Promise<WireWorld> {
  const known = new KnownPlacements()
  const directory = withPartners(readDirectory(join(schemesFolder, 'demo-directory.yaml'), scheme), {
    partners: count,
    everyNthInTeams: 3,
    keep: [COORDINATORS, OFFICERS, LANDLORD],
    keepInTeams: [OFFICERS],
  })
  const world = await startWorld({ oneClock: true, directory, wrap: known.wrap })
  const owner = new pg.Client({ connectionString: world.ownerDatabaseUrl })
  await owner.connect()
  const rest = new Rest(world, owner)
  const ids = Array.from({ length: count }, (_, n) => partnerId(n + 1))
  const partners = ids.map((id): Partner => ({ id, platform: world.platformOf(officerOf(id)) }))
  for (const { id, platform } of partners) if (platform === 'teams') await addToTeam(world, id)
  return {
    world,
    partners,
    known,
    rest,
    owner,
    forget() {
      world.slack.forget()
      world.teams.forget()
      known.forget()
      rest.moves.length = 0
    },
    async end() {
      await owner.end()
      await world.end()
    },
  }
}

/** As somebody of the partner does it, so that the app knows which channel goes with the team it is removed from. */
async function addToTeam({ teams, room, userId }: World, partner: string): Promise<void> {
  const teamId = teams.store.channels.get(room(partner))?.teamId ?? ''
  teams.faults.dropApp({ teamId })
  await teams.installInTeam(teamId, room(partner), userId(officerOf(partner), 'teams'))
}
