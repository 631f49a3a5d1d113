import type { Role } from '../request/states.js'
import type { Path } from '../scheme/explain-issue.js'
import type { Scheme } from '../scheme/scheme-file.js'
import type { AddError, CrossCheck } from '../scheme/yaml-file.js'
import type { Directory, OrganisationKind } from './directory-schema.js'

const LANDLORDS: readonly OrganisationKind[] = ['local_authority', 'registered_provider']

/** Roles that only make sense at certain kinds of organisation; the others may be held anywhere. */
const HOME_OF_ROLE: Partial<Record<Role, readonly OrganisationKind[]>> = {
  named_lead: LANDLORDS,
  housing_officer: LANDLORDS,
  partner_manager: LANDLORDS,
  nominating_officer: [...LANDLORDS, 'referring_agency'],
  coordinator: ['coordinating_team'],
}

const HOME_OF_CHANNEL = { notices: LANDLORDS, coordinators: ['coordinating_team'] } as const

/** What one entry of the directory says about another must be true. */
export function directoryChecks(scheme: Scheme): readonly CrossCheck<Directory>[] {
  return [
    function belongsToTheScheme(directory, add) {
      if (directory.scheme !== scheme.id) add(['scheme'], `must be ${scheme.id}, the id of the scheme file`)
    },
    function nothingIsThereTwice(directory, add) {
      once(directory.organisations, ['organisations'], 'id', ({ id }) => id, add)
      once(directory.people, ['people'], 'id', ({ id }) => id, add)
      once(directory.people, ['people'], 'email', ({ email }) => email.toLowerCase(), add)
      once(directory.workspaces, ['workspaces'], 'tenant', (it) => `${it.platform} ${it.tenant}`, add)
      once(directory.channels, ['channels'], 'id', (it) => `${it.platform} ${it.tenant} ${it.id}`, add)
    },
    function stockAreasAreLandlords(directory, add) {
      directory.organisations.forEach(({ kind, stockAreas }, index) => {
        const path = ['organisations', index, 'stockAreas']
        if (stockAreas && !LANDLORDS.includes(kind)) add(path, 'only a landlord has homes')
        else once(stockAreas ?? [], path, undefined, (area) => area, add)
      })
    },
    function successorsFollowSomebodyWhoLeft(directory, add) {
      const taken = new Set<string>()
      directory.organisations.forEach((organisation, index) => {
        organisation.successorOf?.forEach((id, position) => {
          const before = directory.organisations.find((other) => other.id === id)
          const path = ['organisations', index, 'successorOf', position]
          if (!before) add(path, `there is no organisation "${id}"`)
          else if (before.active !== false)
            add(path, `"${id}" is still active; set active: false there first`)
          else if (taken.has(id)) add(path, `"${id}" already has a successor`)
          else if (!organisation.active) add(path, 'a successor must be active itself')
          taken.add(id)
        })
      })
    },
    function peopleWorkSomewhere(directory, add) {
      directory.people.forEach(({ organisation, roles }, index) => {
        const home = directory.organisations.find(({ id }) => id === organisation)
        if (!home) add(['people', index, 'organisation'], `there is no organisation "${organisation}"`)
        roles.forEach(({ role }, position) => {
          const kinds = HOME_OF_ROLE[role]
          if (home && kinds && !kinds.includes(home.kind)) {
            add(['people', index, 'roles', position, 'role'], `cannot be held at a ${home.kind}`)
          }
        })
      })
    },
    function deputiesStandInForAColleague(directory, add) {
      directory.people.forEach((person, index) => {
        person.roles.forEach(({ role, deputyFor }, position) => {
          if (deputyFor === undefined) return
          const path = ['people', index, 'roles', position, 'deputyFor']
          const holder = directory.people.find(({ id }) => id === deputyFor)
          if (!holder) add(path, `there is no person "${deputyFor}"`)
          else if (holder.id === person.id) add(path, 'nobody is their own deputy')
          else if (holder.organisation !== person.organisation)
            add(path, 'must work at the same organisation')
          else if (!holder.roles.some((held) => held.role === role && held.deputyFor === undefined)) {
            add(path, `"${deputyFor}" is not a ${role}`)
          }
        })
      })
    },
    function workspacesAreBound(directory, add) {
      directory.workspaces.forEach(({ organisation }, index) => {
        if (!directory.organisations.some(({ id }) => id === organisation)) {
          add(['workspaces', index, 'organisation'], `there is no organisation "${organisation}"`)
        }
      })
    },
    function channelsAreInTheirOwnersWorkspace(directory, add) {
      const noticesOf = new Set<string>()
      directory.channels.forEach((channel, index) => {
        const owner = directory.organisations.find(({ id }) => id === channel.organisation)
        const bound = directory.workspaces.find(
          ({ platform, tenant }) => platform === channel.platform && tenant === channel.tenant,
        )
        if (!owner) {
          add(['channels', index, 'organisation'], `there is no organisation "${channel.organisation}"`)
          return
        }
        if (!bound)
          add(['channels', index, 'tenant'], `there is no ${channel.platform} workspace "${channel.tenant}"`)
        else if (bound.organisation !== owner.id) {
          add(['channels', index, 'tenant'], `is bound to "${bound.organisation}", not to "${owner.id}"`)
        }
        const kinds: readonly OrganisationKind[] = HOME_OF_CHANNEL[channel.purpose]
        if (!kinds.includes(owner.kind)) add(['channels', index, 'purpose'], `is not for a ${owner.kind}`)
        if (channel.purpose === 'notices') {
          // Two would show every notice twice and count as two partners reached.
          if (noticesOf.has(owner.id))
            add(['channels', index], `"${owner.id}" already has a channel for notices`)
          noticesOf.add(owner.id)
        }
      })
    },
  ]
}

function once<T>(
  items: readonly T[],
  path: Path,
  field: string | undefined,
  key: (item: T) => string,
  add: AddError,
): void {
  const seen = new Set<string>()
  items.forEach((item, index) => {
    const value = key(item)
    if (seen.has(value)) add(field ? [...path, index, field] : [...path, index], 'is there twice')
    seen.add(value)
  })
}
