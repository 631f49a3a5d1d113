import type { PersonScreen } from '../page-types.js'
import { PlatformTag, rolesOf } from './person-words.js'
import type { Playground } from './use-playground.js'

/** Who I am, and the places I can look at. */
export function Sidebar({ playground }: { playground: Playground }) {
  const { me, screen, place, unread, go } = playground
  const mine = me ? unread.get(me.id) : undefined
  const link = ({ id, label, sign }: PlaceLink) => (
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
        {me && <PlatformTag platform={me.platform} />}
      </div>
      <nav aria-label="Places">
        <ul>{screen && placesOf(screen).map(link)}</ul>
      </nav>
    </aside>
  )
}

interface PlaceLink {
  id: string
  label: string
  sign: string
}

function placesOf(screen: PersonScreen): PlaceLink[] {
  if (screen.platform === 'teams')
    return [
      { id: screen.chat.id ?? 'chat', label: 'Chat', sign: '✉' },
      ...screen.channels.map(({ id, name }) => ({ id, label: name, sign: '☰' })),
    ]
  const direct = screen.channels.filter(({ kind }) => kind === 'im')
  const rooms = screen.channels.filter(({ kind }) => kind !== 'im')
  return [
    { id: 'home', label: 'Home', sign: '⌂' },
    ...direct.map(({ id }) => ({ id, label: 'Messages', sign: '✉' })),
    ...rooms.map(({ id, name }) => ({ id, label: name, sign: '#' })),
  ]
}
