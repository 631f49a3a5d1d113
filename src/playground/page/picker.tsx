import { useState } from 'react'
import type { PersonRow, Platform } from '../page-types.js'
import { Avatar, PlatformTag, rolesOf } from './person-words.js'
import { TryThis } from './try-this.js'
import type { Playground, Unread } from './use-playground.js'

const ROLES = [
  { id: 'nominating_officer', words: 'Nominating officers' },
  { id: 'coordinator', words: 'Coordinators' },
  { id: 'named_lead', words: 'Named leads' },
  { id: 'housing_officer', words: 'Housing officers' },
  { id: 'partner_manager', words: 'Partner managers' },
] as const

const PLATFORMS = ['slack', 'teams'] as const

/** One of each part, on both platforms. */
const STARTS = [
  { role: 'nominating_officer', platform: 'slack', why: 'refers a tenant who is at risk' },
  { role: 'coordinator', platform: 'slack', why: 'checks, releases and keeps watch over the scheme' },
  { role: 'named_lead', platform: 'teams', why: 'approves for the tenant’s own landlord' },
  { role: 'housing_officer', platform: 'teams', why: 'sees notices and offers homes' },
] as const

/** Choose who to be: by role, by organisation, or by what is new. */
export function Picker({ playground }: { playground: Playground }) {
  const { people, unread, kind, become } = playground
  const [role, setRole] = useState(kind)
  const [platform, setPlatform] = useState<Platform | ''>('')
  const [words, setWords] = useState('')
  const found = matching(people, { role, platform, words }, unread)
  return (
    <main className="picker">
      <section className="picker-intro">
        <h1>Who would you like to be?</h1>
        <p>
          A housing reciprocal helps social landlords move tenants who are at risk of violence to safety. See
          it as any of the {people.length || 'many'} people who take part, in Slack or in Teams, and switch
          whenever you like.
        </p>
      </section>
      <Starts people={people} become={become} />
      <TryThis playground={playground} />
      <section aria-labelledby="everybody">
        <h2 id="everybody">Everybody</h2>
        <div className="filters">
          <div>
            <label htmlFor="find-name">Name or organisation</label>
            <input
              id="find-name"
              type="search"
              value={words}
              placeholder="for example Camden"
              onChange={(event) => setWords(event.target.value)}
            />
          </div>
          <div>
            <label htmlFor="find-role">Role</label>
            <select id="find-role" value={role} onChange={(event) => setRole(event.target.value)}>
              <option value="">Every role</option>
              {unread.size > 0 && <option value="new">With something new ({unread.size})</option>}
              {ROLES.map(({ id, words: label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
              <option value="others">Others</option>
            </select>
          </div>
          <div className="narrow">
            <label htmlFor="find-platform">Uses</label>
            <select
              id="find-platform"
              value={platform}
              onChange={(event) => setPlatform(PLATFORMS.find((one) => one === event.target.value) ?? '')}
            >
              <option value="">Slack or Teams</option>
              <option value="slack">Slack</option>
              <option value="teams">Teams</option>
            </select>
          </div>
        </div>
        <p className="count" role="status">
          {found.length === 1 ? '1 person' : `${found.length} people`}
        </p>
        <ul className="people">
          {found.map((person) => (
            <li key={person.id}>
              <button type="button" className="person" onClick={() => become(person.id)}>
                <Avatar name={person.name} />
                <span className="who">
                  <strong>{person.name}</strong>
                  <span>{person.organisation}</span>
                </span>
                <span className="roles">{rolesOf(person)}</span>
                <PlatformTag platform={person.platform} />
                {unread.has(person.id) && <span className="dot">new</span>}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </main>
  )
}

function Starts({ people, become }: { people: PersonRow[]; become: (id: string) => void }) {
  const cards = STARTS.flatMap(({ role, platform, why }) => {
    const able = people.filter(({ roles }) => roles.some(({ id }) => id === role))
    const person = able.find((one) => one.platform === platform) ?? able[0]
    return person ? [{ person, why }] : []
  })
  return (
    <section aria-labelledby="starts">
      <h2 id="starts">Good places to start</h2>
      <ul className="starts">
        {cards.map(({ person, why }) => (
          <li key={person.id}>
            <button type="button" className="start" onClick={() => become(person.id)}>
              <Avatar name={person.name} size="large" />
              <strong>{person.name}</strong>
              <PlatformTag platform={person.platform} />
              <span className="roles">{rolesOf(person)}</span>
              <span>{person.organisation}</span>
              <span className="why">{why}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface Wanted {
  role: string
  platform: Platform | ''
  words: string
}

function matching(people: PersonRow[], { role, platform, words }: Wanted, unread: Unread): PersonRow[] {
  const wanted = words.trim().toLocaleLowerCase('en-GB')
  return people.filter((person) => {
    const text = `${person.name} ${person.organisation}`.toLocaleLowerCase('en-GB')
    const there = platform === '' || person.platform === platform
    return there && text.includes(wanted) && hasRole(person, role, unread)
  })
}

function hasRole({ id, roles }: PersonRow, wanted: string, unread: Unread): boolean {
  if (wanted === '') return true
  if (wanted === 'new') return unread.has(id)
  if (wanted === 'others') return roles.some((held) => !ROLES.some((known) => known.id === held.id))
  return roles.some((held) => held.id === wanted)
}
