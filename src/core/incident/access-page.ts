import { groupBy } from '../group-by.js'
import type { PlacementRecord } from '../placement/placement.js'
import type { Fact, PageScreen } from '../placement/screens.js'
import type { AccessEntry } from '../ports.js'
import type { PartnerRecord, PersonRecord } from '../request/records.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { workingTime } from '../time/working-time.js'

export interface WhoHasSeen {
  title: string
  intro: string
  entries: readonly AccessEntry[]
  /** Of the request at issue; none when it is about a whole scheme. */
  placements: readonly PlacementRecord[]
  people: readonly PersonRecord[]
  partners: readonly PartnerRecord[]
  scheme: Scheme
}

/**
 * Who opened what, who was refused what, and on whose screens it stood: the list that an incident asks for (section 7).
 * One line for each person, so that eighty partners fit on a page; times of the first and the last.
 */
export function accessPage(seen: WhoHasSeen): PageScreen {
  const done = seen.entries.filter(({ outcome }) => outcome === 'done')
  const refused = seen.entries.filter(({ outcome }) => outcome !== 'done')
  return {
    screen: 'page',
    title: seen.title,
    intro: seen.intro,
    sections: [
      section('Opened or read it', byPerson(seen, done), 'Nobody.'),
      section('Asked, and were refused', byPerson(seen, refused), 'Nobody.'),
      ...(seen.placements.length > 0 ? [section('It stood in their chat', screens(seen), 'Nowhere.')] : []),
    ],
  }
}

function section(heading: string, facts: Fact[], none: string): PageScreen['sections'][number] {
  return facts.length > 0 ? { heading, facts } : { heading, words: none }
}

function byPerson(seen: WhoHasSeen, entries: readonly AccessEntry[]): Fact[] {
  const time = workingTime(seen.scheme)
  return [...groupBy(entries, ({ actorId }) => actorId ?? '')].map(([actorId, own]) => {
    const actions = [...groupBy(own, ({ action }) => action)].map(
      ([action, times]) =>
        `${action.replaceAll('_', ' ')}${times.length > 1 ? ` (${times.length} times)` : ''}`,
    )
    const [first, last] = [own[0]?.at ?? '', own.at(-1)?.at ?? '']
    const when = [...new Set([first, last])].map((at) => time.say(new Date(at))).join(' to ')
    return { label: nameOf(seen, actorId), value: `${actions.join(', ')}: ${when}` }
  })
}

/** What has been posted, also what was taken away since: it may have been read meanwhile. */
function screens(seen: WhoHasSeen): Fact[] {
  // One that was taken away keeps the revision that stood there last.
  const posted = seen.placements.filter(
    ({ message, shown, state, screen }) =>
      screen !== 'home' && (message !== null || shown > 0 || state === 'ambiguous'),
  )
  const rows = posted.map((placement) => ({
    who:
      placement.screen === 'notice'
        ? partnerOf(seen, placement.partnerId)
        : nameOf(seen, placement.personId ?? ''),
    what:
      placement.withdraw || placement.message === null ? `${placement.screen}, taken back` : placement.screen,
  }))
  return [...groupBy(rows, ({ who }) => who)].map(([who, all]) => ({
    label: who,
    value: [...new Set(all.map(({ what }) => what.replaceAll('_', ' ')))].join('; '),
  }))
}

function nameOf({ people, partners }: WhoHasSeen, id: string): string {
  const person = people.find((each) => each.id === id)
  if (!person) return id === '' ? 'Somebody the scheme does not know' : `${id}, no longer in the directory`
  const organisation = partners.find((each) => each.id === person.organisationId)
  return organisation ? `${person.name}, ${organisation.name}` : person.name
}

function partnerOf({ partners }: WhoHasSeen, id: string | null): string {
  return `Channel of ${partners.find((each) => each.id === id)?.name ?? 'a partner'}`
}
