import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { z } from 'zod'
import { ROLES } from '../request/states.js'
import type { Scheme } from '../scheme/scheme-file.js'
import { label } from '../scheme/scheme-parts.js'

export const ORGANISATION_KINDS = [
  'local_authority',
  'registered_provider',
  'referring_agency',
  'coordinating_team',
  'funder',
] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]

export const PLATFORMS = ['slack', 'teams'] as const

/** A partner of the scheme: a landlord that signed up. */
export function isLandlord(kind: OrganisationKind): boolean {
  return kind === 'local_authority' || kind === 'registered_provider'
}

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use small letters, digits and hyphens, such as "tower-hamlets"')
  .max(60)
const platformId = z.string().min(1).max(100)

/** Kept as +44…; a number that nobody can ring is an error. */
const phone = z.string().transform((typed, context) => {
  const number = parsePhoneNumberFromString(typed, 'GB')
  if (number?.isPossible()) return number.number as string
  context.addIssue({ code: 'custom', message: 'is not a telephone number' })
  return z.NEVER
})

/** Written as the area's name or code, kept as its code. */
const area = (scheme: Scheme) =>
  z.string().transform((typed, context) => {
    const known = scheme.areas.find(({ code, name }) => code === typed || name === typed)
    if (known) return known.code
    context.addIssue({ code: 'custom', message: `"${typed}" is not an area of the scheme` })
    return z.NEVER
  })

const organisation = (scheme: Scheme) =>
  z.strictObject({
    id: slug,
    name: label,
    kind: z.enum(ORGANISATION_KINDS),
    active: z.boolean().default(true),
    /** Null: no stock list, so the partner gets every notice without areas (D7, D12). */
    stockAreas: z.array(area(scheme)).min(1).nullable().default(null),
    /** Merged into this one: exclusions, own-landlord rule and ledger follow (D13). */
    successorOf: z.array(slug).default([]),
  })

const person = z.strictObject({
  id: slug,
  name: label,
  email: z.email('is not an e-mail address').transform((email) => email.toLowerCase()),
  workPhone: phone.nullable().default(null),
  organisation: slug,
  team: label.nullable().default(null),
  roles: z
    .array(z.strictObject({ role: z.enum(ROLES), deputyFor: slug.optional() }))
    .min(1, 'needs at least one entry'),
})

const workspace = z.strictObject({
  platform: z.enum(PLATFORMS),
  tenant: platformId,
  enterprise: platformId.nullable().default(null),
  /** A chat account counts only from the workspace bound to the person's organisation (D2). */
  organisation: slug,
})

const channel = z.strictObject({
  platform: z.enum(PLATFORMS),
  tenant: platformId,
  id: platformId,
  organisation: slug,
  purpose: z.enum(['notices', 'coordinators']),
})

/** Area names need the scheme, so the schema is made for one. */
export const directorySchema = (scheme: Scheme) =>
  z.strictObject({
    scheme: z.string(),
    organisations: z.array(organisation(scheme)).min(1, 'needs at least one entry'),
    people: z.array(person).min(1, 'needs at least one entry'),
    workspaces: z.array(workspace),
    channels: z.array(channel),
  })

export type Directory = z.output<ReturnType<typeof directorySchema>>
export type Organisation = Directory['organisations'][number]
export type Person = Directory['people'][number]
