import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { News, PersonRow, PersonScreen, Said } from '../page-types.js'
import { server } from './server.js'
import { useLive } from './use-live.js'

/** The Home tab of Slack, the chat of Teams before its id is known, or the id of a channel. */
export type Place = 'home' | 'chat' | (string & {})

/** A role's id, somebody with something new, any other role, or everybody. */
export type PersonKind = '' | 'new' | 'others' | (string & {})

/** Channels in which each person has something they have not looked at. */
export type Unread = ReadonlyMap<string, ReadonlySet<string>>

const RECENT_KEY = 'reciprocal-recent-people'
const MOST_RECENT = 5

export interface Playground {
  people: PersonRow[]
  me: PersonRow | undefined
  screen: PersonScreen | undefined
  place: Place
  /** People this visitor was last, in an order that does not jump. */
  recent: PersonRow[]
  unread: Unread
  connected: boolean
  trouble: string | undefined
  /** What Teams shows for a moment. */
  said: Said | undefined
  become(person: string): void
  /** Back to the choice of people, with those of one kind only. */
  choose(kind?: PersonKind): void
  kind: PersonKind
  go(place: Place): void
  /** Does something as this person, then looks at their screen again; what goes wrong is said. */
  act(work: Work): Promise<void>
  dismissTrouble(): void
  dismissSaid(): void
}

/** What somebody does; gives the sentence that their client shows for it, if any. */
export type Work = (person: string) => Promise<Said | null>

export function usePlayground(): Playground {
  const [people, setPeople] = useState<PersonRow[]>([])
  const [personId, setPersonId] = useState<string>()
  const [seen, setSeen] = useState<{ person: string; screen: PersonScreen }>()
  const [place, setPlace] = useState<Place>('home')
  const [recent, setRecent] = useState(readRecent)
  const [unread, setUnread] = useState<Unread>(new Map())
  const [trouble, setTrouble] = useState<string>()
  const [said, setSaid] = useState<Said>()
  const [kind, setKind] = useState<PersonKind>('')
  const now = useRef({ personId, place })
  now.current = { personId, place }

  const say = useCallback((error: unknown) => {
    setTrouble(error instanceof Error ? error.message : String(error))
  }, [])
  const look = useMemo(
    () =>
      oneAtATime(async () => {
        const { personId: person } = now.current
        if (person === undefined) return
        const screen = await server.screen(person)
        if (now.current.personId !== person) return
        setSeen({ person, screen })
        const chat = screen.platform === 'teams' ? screen.chat.id : undefined
        if (chat === undefined || now.current.place !== 'chat') return
        now.current.place = chat
        setPlace(chat)
      }, say),
    [say],
  )
  const act = useCallback(
    async (work: Work) => {
      const { personId: person } = now.current
      if (person === undefined) return
      setTrouble(undefined)
      setSaid(undefined)
      const told = await work(person).catch(say)
      if (told && now.current.personId === person) setSaid(told)
      look()
    },
    [look, say],
  )
  const go = useCallback(
    (next: Place) => {
      now.current.place = next
      setPlace(next)
      const { personId: person } = now.current
      if (person !== undefined) setUnread((all) => without(all, person, next))
      if (next === 'home') void act((who) => server.home({ person: who }))
    },
    [act],
  )
  const become = useCallback(
    (person: string) => {
      now.current.personId = person
      setPersonId(person)
      setTrouble(undefined)
      setSaid(undefined)
      setRecent((list) => remember(list, person))
      const [news] = [...(unread.get(person) ?? [])].toReversed()
      const inTeams = people.find(({ id }) => id === person)?.platform === 'teams'
      go(news ?? (inTeams ? 'chat' : 'home'))
      look()
    },
    [go, look, unread, people],
  )
  useEffect(() => {
    server.people().then(setPeople, say)
  }, [say])
  const connected = useLive(
    useCallback(
      (news: News[]) => {
        const { personId: person, place: shown } = now.current
        setUnread((all) => withNews(all, news, person, shown))
        if (news.some((one) => one.person === person)) look()
      },
      [look],
    ),
    look,
  )
  const named = useMemo(() => new Map(people.map((row) => [row.id, row])), [people])
  return {
    people,
    me: personId === undefined ? undefined : named.get(personId),
    screen: seen !== undefined && seen.person === personId ? seen.screen : undefined,
    place,
    recent: recent.flatMap((id) => named.get(id) ?? []),
    unread,
    connected,
    trouble,
    said,
    become,
    kind,
    choose: (wanted = '') => {
      now.current.personId = undefined
      setPersonId(undefined)
      setKind(wanted)
    },
    go,
    act,
    dismissTrouble: () => setTrouble(undefined),
    dismissSaid: () => setSaid(undefined),
  }
}

/** Runs `work` once at a time; asked meanwhile, once more afterwards. */
function oneAtATime(work: () => Promise<void>, failed: (error: unknown) => void): () => void {
  let running = false
  let again = false
  return async function look() {
    if (running) {
      again = true
      return
    }
    running = true
    do {
      again = false
      await work().catch(failed)
    } while (again)
    running = false
  }
}

function withNews(all: Unread, news: News[], me: string | undefined, shown: Place): Unread {
  const next = new Map(all)
  for (const { person, channels } of news) {
    const unseen = channels.filter((channel) => person !== me || channel !== shown)
    if (unseen.length === 0) continue
    // Set anew, so that whoever heard something last stands last.
    const before = next.get(person) ?? []
    next.delete(person)
    next.set(person, new Set([...before, ...unseen]))
  }
  return next
}

function without(all: Unread, person: string, channel: string): Unread {
  const left = new Set([...(all.get(person) ?? [])].filter((one) => one !== channel))
  const next = new Map(all)
  if (left.size > 0) next.set(person, left)
  else next.delete(person)
  return next
}

function remember(list: string[], person: string): string[] {
  if (list.includes(person)) return list
  const next = [...list, person].slice(-MOST_RECENT)
  localStorage.setItem(RECENT_KEY, JSON.stringify(next))
  return next
}

function readRecent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT_KEY) ?? '[]')
    return Array.isArray(kept) ? kept.map(String) : []
  } catch {
    return []
  }
}
