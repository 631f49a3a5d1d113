import { NOTHING_FOUND } from '../outcome.js'
import type { ListRow } from '../placement/screens.js'
import type { Ports } from '../ports.js'
import { type Desk, readDesk } from './desk.js'
import { type Ask, type Shown, whoIs } from './shown.js'

export type ListName = 'mine' | 'waiting' | 'overdue'

const LISTS: Record<ListName, { title: string; empty: string; rows: (desk: Desk) => ListRow[] }> = {
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
  const desk = await readDesk(ports.store.forScheme(ask.schemeId), person, ports.clock.now())
  const { title, empty, rows } = LISTS[ask.list]
  return { kind: 'screen', screen: { screen: 'list', title, empty, rows: rows(desk) }, ref: null }
}
