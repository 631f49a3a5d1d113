import type { Directory } from '../../src/core/people/directory-schema.js'
import type { Role } from '../../src/core/request/states.js'

type Person = Directory['people'][number]

export const landlord = (id: string, stockAreas: string[]) => ({
  id,
  name: `Name of ${id}`,
  kind: 'registered_provider' as const,
  active: true,
  stockAreas,
  successorOf: [],
})

export const team = (id: string, kind: 'referring_agency' | 'coordinating_team') => ({
  id,
  name: `Name of ${id}`,
  kind,
  active: true,
  stockAreas: null,
  successorOf: [],
})

/** With just that one role, or none. */
export const aDirectoryPerson = (id: string, organisation: string, role: Role | null): Person => ({
  id,
  name: `Name of ${id}`,
  email: `${id}@example.org`,
  workPhone: '+442079460101',
  organisation,
  team: null,
  roles: role ? [{ role }] : [],
})
