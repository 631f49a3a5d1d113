import { z } from 'zod'
import {
  ageBandsSchema,
  days,
  id,
  isoDate,
  label,
  listOf,
  populationSchema,
  propertyNeedSchema,
  reasonsSchema,
  riskKindSchema,
  tenancySchema,
  text,
  textsSchema,
  timeOfDay,
  workingDays,
} from './scheme-parts.js'

/**
 * A scheme file: everything that differs between regions. Each request keeps the version it entered
 * under (D10). Unknown keys are errors, so that a misspelt rule never silently falls back to a default.
 */
export const schemeSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, 'use small letters, digits and hyphens, such as "london"'),
  title: label,
  version: z.int().min(1),
  validFrom: isoDate,
  timezone: z.string().min(1),
  /** As date-holidays names them: England is GB, ENG. */
  calendar: z.strictObject({ country: z.string().length(2), region: z.string().min(2).max(3) }),
  /** Starts every reference: `ARC-7K3Q-26` (D8). */
  referencePrefix: z
    .string()
    .regex(/^[A-HJKMNP-TV-Z]{2,4}$/, 'two to four capital letters without I, L, O and U'),
  words: z.strictObject({
    /** What the coordinating team is called in messages. */
    coordinator: label,
    coordinatorTeam: label,
    coordinatorPhone: label,
    coordinatorHours: label,
    area: z.strictObject({ one: label, many: label }),
    /** The region's other pathway, such as Housing Moves. */
    housingMoves: label,
    /** The region's support service for gang-related cases, such as London Gang Exit. */
    gangSupport: label,
    domesticAbuseHelpline: label,
    complaints: text,
    /** Places and services of the region that free text may name: the detector takes them for no personal detail. */
    known: z.array(label).max(500),
  }),
  areas: z.array(z.strictObject({ code: z.string().min(1).max(20), name: label })).min(2),

  riskKinds: listOf(riskKindSchema),
  tenancies: listOf(tenancySchema),
  tenancyNeeds: listOf(z.strictObject({ id, label, notice: label, lifetime: z.boolean() })),
  propertyNeeds: listOf(propertyNeedSchema),
  propertyTypes: listOf(z.strictObject({ id, label })),
  /** `upTo` in whole pounds a week; null for "no ceiling". In ascending order, null last. */
  rentBands: listOf(z.strictObject({ id, label, upTo: z.int().min(1).nullable() })),
  ageBands: ageBandsSchema,
  rentAccounts: listOf(z.strictObject({ id, label })),
  reasons: reasonsSchema,

  rules: z.strictObject({
    intake: z.enum(['open', 'paused', 'closed']),
    areas: z.strictObject({
      /** London asks for five [S6]; does not apply to a case told by areas at risk. */
      minimumWanted: z.int().min(1),
    }),
    /** D12: `areas` = partners with stock in a wanted area or without a stock list. */
    audience: z.enum(['areas', 'all_partners']),
    approval: z.strictObject({
      policy: z.enum(['first_decision', 'all_leads']),
      /** D3: the sources publish no deadline. */
      chaserWorkingDays: z.array(workingDays).min(1).max(5),
      tellCoordinatorWorkingDays: workingDays,
      panelMaxWorkingDays: workingDays,
      /** Working days after the panel date until the lead is asked for the outcome. */
      panelChaserWorkingDays: workingDays,
    }),
    release: z.strictObject({
      policy: z.enum(['any_coordinator', 'second_coordinator']),
      reminderWorkingDays: workingDays,
      overdueWorkingDays: workingDays,
    }),
    offers: z.strictObject({
      areaCheckWorkingDays: workingDays,
      replyByWorkingDays: workingDays,
      keepOrReleaseWorkingDays: workingDays,
      /** The nominating officer is reminded this many working days before a viewing, time only. */
      viewingReminderWorkingDays: workingDays,
      /** D5: null = no cap [S17]; London later allowed one [S6]. */
      cap: z.int().min(1).nullable(),
    }),
    circulation: z.strictObject({
      dailyBatchAt: timeOfDay,
    }),
    review: z.strictObject({
      /** D14. */
      everyDays: days,
      ownStockPromiseDays: days,
      holdMaxDays: days,
      housingMovesCheckDays: days,
    }),
    safety: z.strictObject({
      acknowledgeMinutes: z.int().min(1).max(1_440),
      reportingDecisionHours: z.int().min(1).max(168),
    }),
    workingHours: z.strictObject({ from: timeOfDay, to: timeOfDay }),
    /** Nothing but safety messages is sent in these hours; may span midnight. */
    quietHours: z.strictObject({ from: timeOfDay, to: timeOfDay }),
    vacancies: z.strictObject({ perOfficerPerDay: z.int().min(1).max(1_000) }),
    rarity: z.strictObject({ k: z.int().min(1) }),
    ledger: z.strictObject({
      /** D6: whether a move by the housing moves pathway posts ledger entries. */
      housingMovesEntry: z.boolean(),
      /** D13: new moves that must have accrued before a partner's balance is published. */
      publishAfterMoves: z.int().min(1),
    }),
    reports: z.strictObject({ suppressBelow: z.int().min(1) }),
    retention: z.strictObject({
      /** D15. */
      caseMonths: z.int().min(1),
      auditYears: z.int().min(1),
    }),
  }),

  population: populationSchema,
  texts: textsSchema,
})

export type Scheme = z.infer<typeof schemeSchema>
export type RiskKind = Scheme['riskKinds'][number]
export type Tenancy = Scheme['tenancies'][number]
export type PropertyNeed = Scheme['propertyNeeds'][number]
export type Reasons = Scheme['reasons']
export type ReasonList = keyof Reasons
