import type { Directory } from '../../src/core/people/directory-schema.js'
import { onPlatforms } from './on-platforms.js'

export interface PartnersOptions {
  /** Partners that get every notice. */
  partners: number
  /** Every n-th of them is in Teams; 0: none. */
  everyNthInTeams: number
  /** Organisations of the demo directory that stay, with their people. */
  keep: readonly string[]
  /** Those of them that are in Teams. */
  keepInTeams?: readonly string[]
}

/**
 * The demo directory with a few of its organisations, and with as many invented partners as are wanted: without a stock
 * list, so that each gets every notice, and with one housing officer each.
 */
export function withPartners(demo: Directory, options: PartnersOptions): Directory {
  const { partners, everyNthInTeams, keep, keepInTeams = [] } = options
  const ids = Array.from({ length: partners }, (_, n) => partnerId(n + 1))
  const inTeams = (_id: string, n: number) => everyNthInTeams > 0 && n % everyNthInTeams === 0
  const kept = ({ organisation }: { organisation: string }) => keep.includes(organisation)
  const directory: Directory = {
    ...demo,
    organisations: [
      ...demo.organisations.filter(({ id }) => keep.includes(id)),
      ...ids.map((id, n) => ({
        id,
        name: `Partner ${n + 1}`,
        kind: 'registered_provider' as const,
        active: true,
        stockAreas: null,
        successorOf: [],
      })),
    ],
    people: [
      ...demo.people.filter(kept),
      ...ids.map((id, n) => ({
        id: officerOf(id),
        name: `Officer ${n + 1}`,
        email: `${officerOf(id)}@example.org`,
        workPhone: '+442079460101',
        organisation: id,
        team: null,
        roles: [{ role: 'housing_officer' as const }],
      })),
    ],
    workspaces: [
      ...demo.workspaces.filter(kept),
      ...ids.map((id) => ({ platform: 'slack' as const, tenant: id, enterprise: null, organisation: id })),
    ],
    channels: [
      ...demo.channels.filter(kept),
      ...ids.map((id) => ({
        platform: 'slack' as const,
        tenant: id,
        id,
        organisation: id,
        purpose: 'notices' as const,
      })),
    ],
  }
  return onPlatforms(directory, [...keepInTeams, ...ids.filter(inTeams)])
}

/** Counted from 1. */
export const partnerId = (number: number): string => `partner-${number}`
export const officerOf = (partner: string): string => `officer-of-${partner}`
