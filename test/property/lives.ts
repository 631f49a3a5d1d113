import pg from 'pg'
import { vi } from 'vitest'
import { NO_CHANGE } from '../../src/core/change.js'
import type { Directory } from '../../src/core/people/directory-schema.js'
import type { Ports } from '../../src/core/ports.js'
import type { FormContent } from '../../src/core/request/form-content.js'
import { newRequest } from '../../src/core/request/new-request.js'
import type { Handle } from '../end-to-end/hands.js'
import { requestAt } from '../end-to-end/stage.js'
import { SCHEME, type Services, startWorld, type World } from '../end-to-end/world.js'
import { freshDatabase, freshRedis } from '../support/services.js'
import type { CommandOf } from './deeds.js'
import type { Sent } from './deliveries.js'
import type { Answer, Attempt, Who } from './model-types.js'
import type { Stored } from './stored.js'

/** A world in which one life after the other is lived. */
export interface Place {
  world: World
  services: Services
  /** Reads the rows. */
  owner: pg.Client
  /** A form with every answer. */
  form: FormContent
}

export async function openPlace(directory: Directory): Promise<Place> {
  const [database, redis] = await Promise.all([freshDatabase(), freshRedis()])
  const services = { ...database, redisUrl: redis.url, flush: () => redis.flush() }
  const world = await startWorld({ services, directory, oneClock: true })
  const owner = new pg.Client({ connectionString: services.ownerDatabaseUrl })
  await owner.connect()
  const { form } = await (await requestAt(world, 'submitted')).record()
  // Every life begins at version 1, before any page of it has changed.
  const { sectionVersions: _ofAnother, ...confidential } = form.confidential
  return { world, services, owner, form: { ...form, confidential } }
}

export async function closePlace({ world, owner }: Place): Promise<void> {
  await owner.end()
  await world.end()
}

export interface Kept {
  who: Who
  card: Handle
  version: number
  round?: number
}

/** How often each answer was read, and what happened to the program. */
export type Tally = Record<Answer | 'byCard' | 'late' | 'together' | 'restart' | 'flush', number>

/** One request and everything that people have of it in front of them. */
export class Life {
  id = ''
  /** What has happened, for whoever reads of a failure. */
  readonly story: string[] = []
  /** Ids of offers by property number. */
  readonly offers = new Map<string, string>()
  /** Steps taken in core that succeeded: any of them may be delivered again. */
  readonly done: { command: CommandOf; say: string; at: Date }[] = []
  /** Cards as somebody saw them, with the version that they show and, of a notice, its round. */
  readonly kept: Kept[] = []
  /** Forms that are open, each in front of somebody else. */
  readonly forms: Attempt[] = []
  /** What was said to a button that took its step at once, by its key: pressed again, it says the same. */
  readonly pressed = new Map<string, { say: string; at: Date }>()
  /** The last press or form as it was delivered. */
  sent: Sent
  readonly tally: Tally = {
    done: 0,
    refused: 0,
    nothing: 0,
    byCard: 0,
    late: 0,
    together: 0,
    restart: 0,
    flush: 0,
  }
  #clicks = 0

  /** `rings`: what is due goes out while things happen; else when time passes, and at the end. */
  constructor(
    readonly place: Place,
    readonly rings: boolean,
  ) {}

  get ports(): Ports {
    const { ports } = this.place.world.app
    return this.rings ? ports : { ...ports, doorbell: { ring: () => undefined } }
  }

  get now(): Date {
    return this.place.world.now()
  }

  hasForm({ id }: Who): boolean {
    return this.forms.some(({ by }) => by.id === id)
  }

  /** The key of a click of its own. */
  newKey(): string {
    this.#clicks += 1
    return `${this.id}:${this.#clicks}`
  }
}

/** A draft with every answer in it, or an enquiry with none. */
export async function beginLife(
  place: Place,
  about: { state: 'draft' | 'enquiry'; officer: Who; landlord: string; rings: boolean },
): Promise<Life> {
  const life = new Life(place, about.rings)
  const { ports } = life
  life.id = ports.ids.ordered()
  const store = ports.store.forScheme(SCHEME)
  const actor = { personId: about.officer.id }
  const facts = await store.readCase({ target: null, actor, key: null })
  if (!facts?.actor) throw new Error('nobody begins this')
  const start = { schemeId: SCHEME, actor, key: life.newKey(), newId: life.id }
  const action = about.state === 'draft' ? 'start_draft' : 'record_enquiry'
  const made = newRequest(ports, { ...facts, actor: facts.actor }, start, {
    state: about.state,
    action,
    officers: [facts.actor],
    now: life.now,
  })
  const create = made.create.map((request) =>
    about.state === 'draft' ? { ...request, landlordId: about.landlord, form: place.form } : request,
  )
  await store.commit({ ...NO_CHANGE, ...made, create })
  return life
}

const EACH_MS = 20
/** Longer than any worker takes: what a ring was lost for is found then. */
const SWEEP_EVERY = 25

/** Waits until nothing is due or on its way. One look at all tables: a job may be between any two of them. */
export async function comeToRest({ world, owner }: Pick<Place, 'world' | 'owner'>): Promise<void> {
  let looks = 0
  await vi.waitFor(
    async () => {
      if (looks++ % SWEEP_EVERY === 0) await world.app.sweep()
      const { rows } = await owner.query(UNDER_WAY, [world.now()])
      if (rows.length > 0) throw new Error(`still under way: ${JSON.stringify(rows)}`)
    },
    { timeout: 30_000, interval: EACH_MS },
  )
}

const UNDER_WAY = `
  select 'outbox' as what, id from "Outbox" where "doneAt" is null
  union all select 'placement', id from "Placement" where state = 'sending'
    or (state in ('planned', 'retryable', 'ambiguous') and "dueAt" <= $1)
    or (state = 'sent' and wanted > shown and "dueAt" <= $1)
  union all select 'follow-up', id from "FollowUp" where state = 'pending'
    and (token is not null or ("dueAt" <= $1 and ("leaseUntil" is null or "leaseUntil" <= $1)))
  limit 5`

/** Offers that were made through a form, whose ids the program has minted. */
export async function learnOffers(life: Life, stored: Stored): Promise<void> {
  const known = new Set(life.offers.values())
  if (Object.keys(stored.offers).every((id) => known.has(id))) return
  const offers = await life.ports.store.forScheme(SCHEME).listOffers({ requestIds: [life.id] })
  for (const { id, home } of offers) life.offers.set(home.propertyNumber, id)
}
