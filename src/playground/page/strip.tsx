import { useEffect, useRef } from 'react'
import type { PersonRow } from '../page-types.js'
import { Avatar, PlatformTag } from './person-words.js'
import type { Playground } from './use-playground.js'

const MOST_NEWS = 3

/** The last people this visitor was, and those who just got something: one click away. */
export function Strip({ playground }: { playground: Playground }) {
  const { me, people, recent, unread, become, choose } = playground
  const known = new Set(recent.map(({ id }) => id))
  const news = [...unread.keys()].toReversed().filter((id) => !known.has(id))
  const shown = news.slice(0, MOST_NEWS).flatMap((id) => people.find((person) => person.id === id) ?? [])
  return (
    <nav className="strip" aria-label="Quick switch">
      <ul>
        {recent.map((person) => (
          <Face
            key={person.id}
            person={person}
            current={person.id === me?.id}
            fresh={unread.has(person.id)}
            onPress={() => become(person.id)}
          />
        ))}
        {shown.length > 0 && (
          <li className="strip-words wide-only" aria-hidden="true">
            New for
          </li>
        )}
        {shown.map((person) => (
          <Face key={person.id} person={person} current={false} fresh onPress={() => become(person.id)} />
        ))}
      </ul>
      {news.length > shown.length && (
        <button type="button" className="news" onClick={() => choose('new')}>
          {news.length} new
        </button>
      )}
      <button type="button" className="choose" aria-label="Choose a person" onClick={() => choose()}>
        Choose<span className="wide-only"> a person</span>
      </button>
    </nav>
  )
}

function Face(props: { person: PersonRow; current: boolean; fresh: boolean; onPress: () => void }) {
  const { person, current, fresh, onPress } = props
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (current) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <li ref={item}>
      <button
        type="button"
        className={`face${current ? ' current' : ''}`}
        aria-current={current ? 'true' : undefined}
        title={person.organisation}
        onClick={onPress}
      >
        <Avatar name={person.name} />
        <span className="who">
          <strong>{person.name}</strong>
          <span>
            {person.roles[0]?.words.split(',')[0]} <PlatformTag platform={person.platform} />
          </span>
        </span>
        {fresh && (
          <span className="dot">
            <span className="unseen">Something new</span>
          </span>
        )}
      </button>
    </li>
  )
}
