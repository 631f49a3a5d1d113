import { randomUUID } from 'node:crypto'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import pg from 'pg'
import { answerQuestions } from './support/children.js'
import { READ_CASE, READ_TOKEN, WRITE_DECISION } from './support/floor-sql.js'

/** The floor of a click: a bare Bolt receiver and three statements written by hand. */
export interface ClickFloorOptions {
  databaseUrl: string
  signingSecret: string
  apiUrl: string
  /** Follow-ups that the decision makes; as many as the program's. */
  followUpKinds: string[]
}

interface Meta {
  schemeId: string
  formKey: string
  ref: { placementId: string }
}

interface FoundCase {
  request: { id: string; version: number; auditSeq: number; auditHead: string }
  actor: { id: string }
  approvals: { id: string; personId: string }[]
  receipt: unknown
}

let app: App | null = null
let pool: pg.Pool | null = null

answerQuestions(
  {
    async start({ databaseUrl, signingSecret, apiUrl, followUpKinds }: ClickFloorOptions): Promise<string> {
      const db = new pg.Pool({ connectionString: databaseUrl, max: 10 })
      pool = db
      const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR })
      app = new App({
        receiver,
        logLevel: LogLevel.ERROR,
        clientOptions: { slackApiUrl: apiUrl },
        convoStore: false,
        ignoreSelf: false,
        authorize: async ({ teamId }) => {
          const token = await db.query({ name: 'token', text: READ_TOKEN, values: ['slack', teamId] })
          return { botToken: token.rows[0].botToken, ...(teamId && { teamId }) }
        },
      })
      app.view({ type: 'view_submission', callback_id: 'approve' }, async ({ ack, view, body }) => {
        const meta = JSON.parse(view.private_metadata) as Meta
        const say = await decide(db, meta, body.team?.id ?? '', body.user.id, followUpKinds)
        await ack({
          response_action: 'update',
          view: {
            type: 'modal',
            title: { type: 'plain_text', text: 'Approve' },
            close: { type: 'plain_text', text: 'Close' },
            blocks: [{ type: 'section', text: { type: 'plain_text', text: say } }],
          },
        })
      })
      const server = await app.start({ host: '127.0.0.1', port: 0 })
      const address = server.address()
      return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/slack/events`
    },
  },
  async () => {
    await app?.stop()
    await pool?.end()
  },
)

async function decide(
  db: pg.Pool,
  { schemeId, formKey, ref }: Meta,
  tenant: string,
  userId: string,
  followUpKinds: string[],
): Promise<string> {
  const found = await db.query<FoundCase>({
    name: 'case',
    text: READ_CASE,
    values: [schemeId, ref.placementId, formKey, tenant, userId],
  })
  const { request, actor, approvals, receipt } = found.rows[0] ?? notFound()
  const approval = approvals.find(({ personId }) => personId === actor.id)
  if (receipt || !approval) return 'Already decided.'
  const now = new Date()
  const written = await db.query<{ guarded: number }>({
    name: 'decision',
    text: WRITE_DECISION,
    values: [
      schemeId,
      request.id,
      request.version,
      now,
      `ARC-26-${randomUUID().slice(0, 8)}`,
      request.auditSeq + 1,
      request.auditHead,
      randomUUID().replaceAll('-', '').repeat(2),
      approval.id,
      actor.id,
      followUpKinds.map(() => randomUUID()),
      followUpKinds,
      [randomUUID(), randomUUID()],
      formKey,
      JSON.stringify({ kind: 'done', say: 'Approved. Thank you.', requestId: request.id }),
    ],
  })
  return written.rows[0]?.guarded === 1 ? 'Approved. Thank you.' : 'Already decided.'
}

function notFound(): never {
  throw new Error('no such case')
}
