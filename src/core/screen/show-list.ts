import { NOTHING_FOUND } from '../outcome.js'
import type { ListRow, ListScreen } from '../placement/screens.js'
import type { Ports } from '../ports.js'
import { type Desk, readDesk } from './desk.js'
import { type Ask, type Shown, whoIs } from './shown.js'
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
  if (!person) return NOTHING_FOUND
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
