import type { Role } from '../request/states.js'

/** The roles in the words of the people who hold them. */
export const ROLE_NAMES: Record<Role, string> = {
  nominating_officer: 'Nominating officer',
  named_lead: 'Named lead',
  housing_officer: 'Housing officer',
  partner_manager: 'Partner manager',
  coordinator: 'Coordinator',
  scheme_admin: 'Scheme admin',
  reporter: 'Reporter',
  auditor: 'Auditor',
}
