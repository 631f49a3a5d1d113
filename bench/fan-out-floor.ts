import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { PostedMessage } from './platform.js'
import { answerQuestions, wallClock } from './support/children.js'
import { CONFIRM_MESSAGE } from './support/floor-sql.js'

/** The floor of a circulation: a BullMQ job for each message, one `fetch` and one UPDATE in each. */
export interface FanOutFloorOptions {
  databaseUrl: string
  redisUrl: string
  apiUrl: string
  /** What the program posted: the floor posts the same. */
  message: PostedMessage
  /** Token by channel. */
  tokens: Map<string, string>
}

interface Job {
  schemeId: string
  placementId: string
  channel: string
}

/** Messages on their way at the same time, as many as the program has. */
const AT_ONCE = 40

let queue: Queue<Job> | null = null
let stop = async () => {}

answerQuestions(
  {
    async start(options: FanOutFloorOptions): Promise<void> {
      const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 10 })
      const connection = new Redis(options.redisUrl, { maxRetriesPerRequest: null })
      queue = new Queue('floor', { connection })
      const worker = new Worker<Job>('floor', ({ data }) => deliver(pool, options, data), {
        connection: new Redis(options.redisUrl, { maxRetriesPerRequest: null }),
        concurrency: AT_ONCE,
      })
      worker.on('failed', (_job, error) => console.error(error))
      stop = async () => {
        await worker.close()
        await queue?.close()
        await pool.end()
      }
    },

    /** Hands over all messages; gives the moment before the first. */
    async circulate(jobs: Job[]): Promise<number> {
      const began = wallClock()
      await queue?.addBulk(
        jobs.map((data) => ({ name: 'floor', data, opts: { removeOnComplete: true, removeOnFail: true } })),
      )
      return began
    },
  },
  () => stop(),
)

async function deliver(
  pool: pg.Pool,
  { apiUrl, message, tokens }: FanOutFloorOptions,
  { schemeId, placementId, channel }: Job,
): Promise<void> {
  const response = await fetch(`${apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokens.get(channel)}`,
      'content-type': 'application/json; charset=utf-8',
    },
    body: JSON.stringify({ channel, ...message, unfurl_links: false, unfurl_media: false }),
  })
  const posted = (await response.json()) as { ok: boolean; ts: string; error?: string }
  if (!posted.ok) throw new Error(posted.error)
  await pool.query({
    name: 'confirm',
    text: CONFIRM_MESSAGE,
    values: [schemeId, placementId, channel, posted.ts],
  })
}
