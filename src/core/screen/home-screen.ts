import { confirmWords } from '../people/confirmation.js'
import { ROLE_NAMES } from '../people/role-names.js'
import type { HomeScreen, ListRow } from '../placement/screens.js'
import type { SchemeStore } from '../ports.js'
import type { PersonRecord } from '../request/records.js'
import { holds } from '../request/relations.js'
import { type Desk, readDesk } from './desk.js'
import { stuckList } from './stuck-list.js'

/** App Home of one person, as they stand with their account: what waits for me, what I wait for. */
export async function homeScreen(store: SchemeStore, person: PersonRecord, now: Date): Promise<HomeScreen> {
  const status = await store.scheme()
  const desk = await readDesk(store, person, now)
  const stuck = holds(person, 'coordinator') ? await stuckList(store, person, now) : []
  const { texts, words } = status.rules
  const intake = { open: null, paused: texts.intakePaused, closed: texts.intakeClosed }[status.intake]
  return {
    screen: 'home',
    name: person.name,
    roles: [...new Set(person.roles.map((r) => ROLE_NAMES[r.role]))],
    confirm: confirmWords(person, status.rules),
    intake: intake?.replace('{coordinatorTeam}', words.coordinatorTeam) ?? null,
    waitsForMe: desk.waitsForMe,
    iWaitFor: desk.iWaitFor,
    attention: holds(person, 'coordinator') ? attention(desk, stuck) : [],
    stuck: stuck.length > 0,
    canRefer: mayRefer(person),
    mayBeAway: holds(person, 'named_lead'),
  }
}

export function mayRefer(person: PersonRecord): boolean {
  return holds(person, 'nominating_officer') || holds(person, 'coordinator')
}

/** For coordinators: what needs eyes. Whatever goes no further by itself, and whatever is overdue. */
function attention(desk: Desk, stuck: readonly ListRow[]): string[] {
  const overdue = [...desk.waitsForMe, ...desk.iWaitFor].filter(
    (row: ListRow) => row.flag === 'overdue',
  ).length
  return [
    ...(overdue > 0 ? [`${overdue} overdue: type “overdue”`] : []),
    ...stuck.map(({ code, line }) => `${code}: ${line}`),
  ]
}
