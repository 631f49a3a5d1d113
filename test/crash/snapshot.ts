import type { Message as TeamsMessage } from '../../src/standins/botframework/index.js'
import { BotFrameworkStore } from '../../src/standins/botframework/store.js'
import type { Message } from '../../src/standins/slack/index.js'
import { SlackStore } from '../../src/standins/slack/store.js'
import type { Arena } from './arena.js'

/** Everything there was at a moment at which nothing was under way: rows, messages on both platforms, the time. */
export interface Snapshot {
  schema: string
  at: Date
  slack: readonly Message[]
  teams: readonly TeamsMessage[]
}

let taken = 0

export async function takeSnapshot({ admin, slack, teams, now }: Arena): Promise<Snapshot> {
  taken += 1
  const schema = `snapshot_${taken}`
  const copies = (await tables(admin)).map(
    (table) => `create table ${schema}."${table}" as table public."${table}"`,
  )
  await admin.query([`create schema ${schema}`, ...copies].join(';'))
  return {
    schema,
    at: now(),
    slack: structuredClone([...slack.store.channels.keys()].flatMap((id) => slack.store.messages(id, true))),
    teams: structuredClone(
      [...teams.store.conversations.keys()].flatMap((id) => teams.store.messages(id, true)),
    ),
  }
}

/** All of it is again as it was, and Redis is empty; the program goes on, and finds out. */
export async function restore(arena: Arena, { schema, at, slack, teams }: Snapshot): Promise<void> {
  const { admin, programs } = arena
  const named = (await tables(admin)).map((table) => `"${table}"`)
  await admin.query(
    [
      'begin',
      // Without triggers and foreign keys: they forbid what no program of ours may do.
      'set local session_replication_role = replica',
      ...named.map((table) => `delete from public.${table}`),
      ...named.map((table) => `insert into public.${table} select * from ${schema}.${table}`),
      'commit',
    ].join(';'),
  )
  writeAgain(arena, slack, teams)
  programs.interrupted.clear()
  await arena.flush()
  await arena.moveTo(at)
}

async function tables(admin: Arena['admin']): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename not like '\\_%'`,
  )
  return rows.map(({ name }) => name)
}

function writeAgain(
  { slack, teams }: Arena,
  inSlack: readonly Message[],
  inTeams: readonly TeamsMessage[],
): void {
  slack.forget()
  teams.forget()
  slack.resetLimits()
  teams.resetLimits()
  // Time has gone back: no message may be from later than now.
  const [newSlack, newTeams] = [new SlackStore(slack.store.clock), new BotFrameworkStore(teams.store.clock)]
  slack.store.nextTs = () => newSlack.nextTs()
  teams.store.nextId = () => newTeams.nextId()
  for (const userId of slack.store.users.keys()) slack.store.views.clear(userId)
  for (const userId of teams.store.users.keys()) {
    const dialog = teams.store.dialog(userId)
    if (dialog) teams.store.closeDialog(dialog)
  }
  for (const message of structuredClone(inSlack)) {
    const channel = slack.store.channels.get(message.channel)
    channel?.timeline.push(message)
    channel?.byTs.set(message.ts, message)
  }
  for (const message of structuredClone(inTeams)) {
    const conversation = teams.store.conversations.get(message.conversationId)
    conversation?.timeline.push(message)
    conversation?.byId.set(message.id, message)
  }
}
