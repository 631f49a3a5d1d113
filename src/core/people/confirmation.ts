import type { PersonRecord } from '../request/records.js'
import type { Role } from '../request/states.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { ROLE_NAMES } from './role-names.js'

/**
 * Whoever decides something types a one-time code first that was handed over outside the workspace: its administrator
 * can give any account any e-mail address (architecture.md, Identity). Deputies of leads likewise.
 */
export const CONFIRMED_ROLES: readonly Role[] = ['named_lead', 'coordinator', 'scheme_admin']

/** Wrong codes after which a code is of no use any more. */
export const MOST_WRONG_CODES = 5

/** Time in which a code can be handed over and typed, in milliseconds. */
export const CODE_LASTS_MS = 2 * 24 * 60 * 60_000

/** What an account that nobody has confirmed may not do yet, though its person may. */
export function withheldRoles(roles: readonly { role: Role }[], isDeputy: boolean): Role[] {
  const held = roles.map(({ role }) => role).filter((role) => CONFIRMED_ROLES.includes(role))
  return [...new Set<Role>([...held, ...(isDeputy ? (['named_lead'] as const) : [])])]
}

/** Whether somebody may be told what only a confirmed account may read. */
export function needsConfirming(person: PersonRecord, people: readonly PersonRecord[]): boolean {
  return (
    person.roles.some(({ role }) => CONFIRMED_ROLES.includes(role)) ||
    people.some(({ away }) => away?.deputyId === person.id)
  )
}

/** What the person reads who has to type a code first; null for everybody else. */
export function confirmWords({ withheld = [] }: PersonRecord, { words }: Scheme): string | null {
  const [role] = withheld
  if (!role) return null
  const { coordinatorTeam, coordinatorPhone } = words
  return `Before you act here as ${ROLE_NAMES[role].toLowerCase()}, this account has to be confirmed. Please ring ${coordinatorTeam} (${coordinatorPhone}) for a one-time code, and type it here like this: code ABCD-2345`
}
