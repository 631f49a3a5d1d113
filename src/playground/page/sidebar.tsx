import { rolesOf } from './person-words.js'
import type { Playground } from './use-playground.js'

/** Who I am, and the places I can look at. */
export function Sidebar({ playground }: { playground: Playground }) {
  const { me, screen, place, unread, go } = playground
  const mine = me ? unread.get(me.id) : undefined
  const channels = screen?.channels ?? []
  const direct = channels.filter(({ kind }) => kind === 'im')
  const rooms = channels.filter(({ kind }) => kind !== 'im')
  const link = (id: string, label: string, sign: string) => (
    <li key={id}>
      <button
        type="button"
        className="place"
        aria-current={place === id ? 'page' : undefined}
        onClick={() => go(id)}
      >
        <span className="sign" aria-hidden="true">
          {sign}
        </span>
        {label}
        {mine?.has(id) && (
          <span className="dot">
            <span className="unseen">Something new</span>
          </span>
        )}
      </button>
    </li>
  )
  return (
    <aside className="sidebar" aria-label="You and your places">
      <div className="me">
        <span className="label">You are</span>
        <strong>{me?.name}</strong>
        <span>{me && rolesOf(me)}</span>
        <span>{me?.organisation}</span>
      </div>
      <nav aria-label="Places">
        <ul>
          {link('home', 'Home', '⌂')}
          {direct.map(({ id }) => link(id, 'Messages', '✉'))}
          {rooms.map(({ id, name }) => link(id, name, '#'))}
        </ul>
      </nav>
    </aside>
  )
}
