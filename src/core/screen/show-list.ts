import type { ListRow, ListScreen } from '../placement/screens.js'
import type { Ports } from '../ports.js'
import { holds } from '../request/relations.js'
import { type Desk, readDesk } from './desk.js'
import { type Ask, nothingFound, recordAsk, type Shown, whoIs } from './shown.js'
import { stuckList } from './stuck-list.js'

export type ListName = 'mine' | 'waiting' | 'overdue' | 'stuck'

const LISTS: Record<
  Exclude<ListName, 'stuck'>,
  { title: string; empty: string; rows: (desk: Desk) => ListRow[] }
> = {
  mine: {
    title: 'Everything you have a part in',
    empty: 'You have no open requests.',
    rows: (desk) => [...desk.waitsForMe, ...desk.iWaitFor],
  },
  waiting: { title: 'Waits for you', empty: 'Nothing waits for you.', rows: (desk) => desk.waitsForMe },
  overdue: {
    title: 'Overdue',
    empty: 'Nothing is overdue.',
    rows: (desk) => [...desk.waitsForMe, ...desk.iWaitFor].filter((row) => row.flag === 'overdue'),
  },
}

/** A person's own lists; each row is checked like a click. */
export async function showList(ports: Ports, ask: Ask & { list: ListName }): Promise<Shown> {
  const person = await whoIs(ports, ask)
  if (!person || (ask.list === 'stuck' && !holds(person, 'coordinator')))
    return nothingFound(ports, ask, `read_${ask.list}`, { actor: person })
  await recordAsk(ports, ask, { action: `read_${ask.list}`, facts: { actor: person }, outcome: 'done' })
  const [store, now] = [ports.store.forScheme(ask.schemeId), ports.clock.now()]
  if (ask.list === 'stuck') {
    const [title, empty] = ['What goes no further by itself', 'Nothing is stuck.']
    return screenOf({ title, empty, rows: await stuckList(store, person, now) })
  }
  const { title, empty, rows } = LISTS[ask.list]
  return screenOf({ title, empty, rows: rows(await readDesk(store, person, now)) })
}

function screenOf(list: Omit<ListScreen, 'screen'>): Shown {
  return { kind: 'screen', screen: { screen: 'list', ...list }, ref: null }
}
