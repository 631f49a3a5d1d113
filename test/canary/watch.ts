import { Redis } from 'ioredis'
import pg from 'pg'
import pino, { type Logger } from 'pino'
import { vi } from 'vitest'
import type { World } from '../end-to-end/world.js'
import { everyRow } from '../support/raw-tables.js'
import type { Judge } from './judge.js'
import type { Left } from './leaving.js'
import { answeredSlack, calledSlack } from './left-in-slack.js'
import { answeredTeams, calledTeams } from './left-in-teams.js'
import { Readers } from './readers.js'
import { monitorRedis, type RedisMonitor } from './redis-monitor.js'

/** How everything of a key is read, by its type. */
const READ: Readonly<Record<string, readonly [string, ...string[]]>> = {
  string: ['get'],
  list: ['lrange', '0', '-1'],
  set: ['smembers'],
  zset: ['zrange', '0', '-1', 'WITHSCORES'],
  hash: ['hgetall'],
  stream: ['xrange', '-', '+'],
}

const LEVELS = ['log', 'info', 'warn', 'error', 'debug'] as const

/** What a process writes: its log at the finest level, and whatever goes to its outputs beside it. */
export class Written {
  readonly log: Logger
  #lines: string[] = []
  readonly #undo: (() => void)[] = []

  constructor() {
    this.log = pino({ level: 'trace' }, { write: (line: string) => void this.#lines.push(line) })
    for (const stream of [process.stdout, process.stderr]) {
      const write = stream.write.bind(stream)
      const spy = vi.spyOn(stream, 'write').mockImplementation(((chunk: unknown, ...more: never[]) => {
        this.#lines.push(String(chunk))
        return write(chunk as string, ...more)
      }) as typeof stream.write)
      this.#undo.push(() => spy.mockRestore())
    }
    for (const level of LEVELS) {
      const said = console[level].bind(console)
      const spy = vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
        this.#lines.push(
          words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' '),
        )
        said(...words)
      })
      this.#undo.push(() => spy.mockRestore())
    }
  }

  /** Lines since the last time. */
  taken(): string {
    return this.#lines.splice(0).join('\n')
  }

  end(): void {
    for (const step of this.#undo) step()
  }
}

/** Takes everything that has left since it last looked, and has it judged. */
export class Watch {
  moment = 0
  readonly #readers: Readers
  #last = new Map<readonly unknown[], unknown>()
  readonly #rows = new Set<string>()

  private constructor(
    readonly world: World,
    readonly judge: Judge,
    readonly written: Written,
    readonly redis: Redis,
    readonly monitor: RedisMonitor,
    readonly owner: pg.Client,
  ) {
    this.#readers = new Readers(world)
  }

  static async begin(world: World, judge: Judge, written: Written, redisUrl: string): Promise<Watch> {
    const redis = new Redis(redisUrl)
    const owner = new pg.Client({ connectionString: world.ownerDatabaseUrl })
    await owner.connect()
    const monitor = await monitorRedis(redisUrl, redis.options.db ?? 0)
    return new Watch(world, judge, written, redis, monitor, owner)
  }

  /** Judges what left since then, and goes on to the next moment. */
  async look(): Promise<void> {
    await this.#learnCodes()
    const { slack, teams } = this.world
    const readers = this.#readers
    const left: Left[] = [
      ...this.#since(slack.log).flatMap((call) => calledSlack(this.world, readers, call)),
      ...this.#since(slack.sent).flatMap((sent) => answeredSlack(readers, sent)),
      ...this.#since(teams.log).flatMap((call) => calledTeams(readers, call)),
      ...this.#since(teams.sent).flatMap((sent) => answeredTeams(readers, sent)),
      nobodys('log', 'log', this.written.taken()),
      nobodys('redis', 'commands', this.monitor.taken()),
      nobodys('redis', 'kept', await this.#keptInRedis()),
      ...(await this.#newRows()),
    ]
    this.judge.judge(left, this.moment)
    this.moment += 1
  }

  /** What the program answers to whoever asks it over HTTP, strangers included. */
  async ask(words: string): Promise<void> {
    const { url } = this.world.app
    const left: Left[] = []
    for (const path of ['/metrics', '/healthz', '/readyz'])
      left.push(nobodys('metrics', path, await (await fetch(url + path)).text()))
    const bodies = [
      `payload=${encodeURIComponent(JSON.stringify({ type: words }))}`,
      JSON.stringify({ text: words }),
      words,
    ]
    for (const path of [
      '/slack/events',
      '/api/messages',
      `/${encodeURIComponent(words)}`,
      `/slack/install?state=${words}`,
    ])
      for (const body of bodies) {
        const answer = await fetch(url + path, {
          method: 'POST',
          redirect: 'manual',
          body,
          headers: { 'content-type': 'application/json' },
        })
        const headers = JSON.stringify([...answer.headers])
        left.push(nobodys('refusal', path.slice(0, 15), `${answer.status} ${headers} ${await answer.text()}`))
      }
    this.judge.judge(left, this.moment)
  }

  async end(): Promise<void> {
    this.monitor.end()
    this.redis.disconnect()
    this.written.end()
    await this.owner.end()
  }

  /** What may stand in a table does not hang on the moment: a row that has been judged is the same for good. */
  async #newRows(): Promise<Left[]> {
    const rows = await everyRow(this.owner)
    const isNew = ({ table, row }: (typeof rows)[number]) => !this.#rows.has(`${table} ${row}`)
    const found = rows.filter(isNew)
    for (const { table, row } of found) this.#rows.add(`${table} ${row}`)
    return found.map(({ table, row }) => nobodys('table', table, row))
  }

  /** Stand-ins forget the oldest of what they wrote down: what is new follows what was seen last. */
  #since<T>(list: readonly T[]): T[] {
    const last = this.#last.get(list)
    const from = last === undefined ? 0 : list.lastIndexOf(last as T) + 1
    if (last !== undefined && from === 0 && list.length > 0)
      throw new Error('more happened than was written down')
    this.#last.set(list, list.at(-1) ?? last)
    return list.slice(from)
  }

  /** The codes that the program has minted so far. */
  async #learnCodes(): Promise<void> {
    const { markers, journeys } = this.judge
    const { rows } = await this.owner.query<{
      id: string
      workingCode: string | null
      reference: string | null
    }>('select id, "workingCode", reference from "Request"')
    const requestsOf = (id: string) =>
      new Set(journeys.filter((journey) => journey.id === id).map(({ n }) => n))
    for (const { id, workingCode, reference } of rows) {
      if (workingCode) markers.code(workingCode, 'working_code', { requests: requestsOf(id) })
      if (reference) markers.code(reference, 'reference', { requests: requestsOf(id) })
    }
    const notices = await this.owner.query<{ requestId: string; partnerId: string; reference: string }>(
      'select "requestId", "partnerId", reference from "Notice"',
    )
    for (const { requestId, partnerId, reference } of notices.rows)
      markers.code(reference, 'partner_reference', { requests: requestsOf(requestId), owner: partnerId })
  }

  async #keptInRedis(): Promise<string> {
    const { redis } = this
    const keys = await redis.keys('*')
    const kept = await Promise.all(
      keys.map(async (key) => {
        const type = await redis.type(key)
        const command = READ[type]
        if (type !== 'none' && !command) throw new Error(`${key} is of the unknown type ${type}`)
        return [key, command && (await redis.call(command[0], key, ...command.slice(1)))]
      }),
    )
    return JSON.stringify(kept)
  }
}

function nobodys(place: Left['place'], where: string, text: string): Left {
  return { place, where, reader: null, text }
}
