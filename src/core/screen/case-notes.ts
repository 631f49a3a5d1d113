import type { CaseFacts } from '../facts.js'
import { incidentsOf } from '../incident/incidents.js'
import type { ConfidentialFields } from '../request/form-content.js'
import type { RequestRecord } from '../request/records.js'
import { reasonOf } from '../scheme/look-up.js'
import type { ReasonList, Scheme } from '../scheme/scheme-file.js'
import { workingTime } from '../time/working-time.js'

type Case = CaseFacts & { request: RequestRecord }
type Wish = ConfidentialFields['wishes'][number]

const WISHES: Record<Wish['kind'], string> = {
  change: 'asks for a change',
  close: 'asks to close the request',
  resubmit: 'asks to send it to the landlord again',
}

/** What a nominating officer asked for and no coordinator has seen to yet, oldest first: "…, Noor Officer asks for a change: …". */
export function openWishLines(facts: Case): string[] {
  return wishes(facts, false).map(({ line }) => line)
}

/** Reasons and notes of decisions, contacts, and wishes that were seen to, newest last; coordinator and NO only (mark C). */
export function noteLines(facts: Case): string[] {
  const { notes, contactLog } = facts.request.form.confidential
  const lines = [
    ...wishes(facts, true),
    ...notes.map((note) => ({
      at: note.at,
      line: [
        `${signed(facts, note)}, ${note.action.replaceAll('_', ' ')}`,
        note.reason && `: ${anyReason(facts.scheme, note.reason)}`,
        note.note && ` "${note.note}"`,
      ]
        .filter(Boolean)
        .join(''),
    })),
    ...reportingDecisions(facts),
    ...contactLog.map((entry) => ({ at: entry.at, line: `${signed(facts, entry)}: "${entry.text}"` })),
  ]
  return lines.sort((a, b) => a.at.localeCompare(b.at)).map(({ line }) => line)
}

/** Why something ended: "too small", with the note that explains it; null where no reason was given. */
export function whyWords(
  scheme: Scheme,
  list: ReasonList,
  why: { reason: string | null; note: string | null },
): string | null {
  const label = why.reason && reasonLabel(scheme, list, why.reason)
  const words = [label, why.note && `"${why.note}"`].filter(Boolean)
  return words.length > 0 ? words.join(' ') : null
}

function wishes(facts: Case, done: boolean): { at: string; line: string }[] {
  return facts.request.form.confidential.wishes
    .filter((wish) => wish.done === done)
    .map((wish) => ({ at: wish.at, line: `${signed(facts, wish)} ${WISHES[wish.kind]}: "${wish.text}"` }))
}

/** One decision may be about several incidents. */
function reportingDecisions(facts: Case): { at: string; line: string }[] {
  const decisions = incidentsOf(facts.request.form).flatMap(({ decision }) => decision ?? [])
  const lines = decisions.map((decision) => ({
    at: decision.at,
    line: `${signed(facts, decision)}, incident ${decision.reported ? 'reported' : 'not to be reported'}: "${decision.why}"`,
  }))
  return lines.filter(({ line }, index) => lines.findIndex((other) => other.line === line) === index)
}

function signed({ scheme, people }: Case, { at, by }: { at: string; by: string }): string {
  const who = people.find(({ id }) => id === by)?.name ?? 'somebody'
  return `${workingTime(scheme).say(new Date(at))}, ${who}`
}

/** A note knows its reason, but not of which list it is. */
function anyReason(scheme: Scheme, id: string): string {
  const lists = Object.keys(scheme.reasons) as ReasonList[]
  const list = lists.find((name) => reasonOf(scheme, name, id))
  return list ? reasonLabel(scheme, list, id) : id
}

function reasonLabel(scheme: Scheme, list: ReasonList, id: string): string {
  return reasonOf(scheme, list, id)?.label.toLowerCase() ?? id
}
