import { z } from 'zod'

/** Small shapes the scheme file is built from. Everything that may differ between regions is data. */

export const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_]*$/, 'use small letters, digits and underscores, such as "domestic_abuse"')
  .max(60)
export const label = z.string().trim().min(1, 'must not be empty').max(150)
export const text = z.string().trim().min(1, 'must not be empty').max(2_900)
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use a time of day between "00:00" and "23:59", in quotes')
export const isoDate = z.iso.date('use a date such as "2026-01-31", in quotes')
export const days = z.int().min(1).max(366)
export const workingDays = z.int().min(1).max(60)

/** A list of things with an id, in which no id appears twice. */
export function listOf<T extends z.ZodType<{ id: string }>>(item: T) {
  return z
    .array(item)
    .min(1, 'needs at least one entry')
    .max(100)
    .superRefine((list, context) => {
      list.forEach((entry, index) => {
        const first = list.findIndex((other) => other.id === entry.id)
        if (first < index) {
          context.addIssue({ code: 'custom', path: [index, 'id'], message: `"${entry.id}" is there twice` })
        }
      })
    })
}

const reason = { id, label, needsNote: z.boolean() }

export const reasonsSchema = z.strictObject({
  /** Landlord declines a request. */
  declined: listOf(
    z.strictObject({
      ...reason,
      /** "Need can be met in own stock": safe area and expected date compulsory, checked after `review.ownStockPromiseDays`. */
      ownStockPromise: z.boolean().default(false),
      /** Possession or anti-social behaviour: the lead confirms having checked for a link to the abuse or exploitation. */
      needsLinkCheck: z.boolean().default(false),
    }),
  ),
  /** Applicant refuses an offer. */
  refused: listOf(
    z.strictObject({
      ...reason,
      /** Seen by coordinator and nominating officer only; the officer reads `texts.notTakenUp`. */
      hiddenFromOfficer: z.boolean(),
      /** D5: whether a refusal for this reason can use up an offer where there is a cap. */
      countsAsOffer: z.boolean(),
    }),
  ),
  /** Landlord withdraws an offer. */
  withdrawn: listOf(z.strictObject({ ...reason, alertsCoordinator: z.boolean().default(false) })),
  /** An accepted home does not become a tenancy, and no landlord withdrew it. Never uses up an offer. */
  fellThrough: listOf(z.strictObject(reason)),
  /** Named lead takes an approval back. */
  approvalWithdrawn: listOf(z.strictObject(reason)),
  closed: listOf(
    z.strictObject({
      ...reason,
      /** Absent: a coordinator may choose it for any open request. */
      onlyFor: z.enum(['ineligible', 'declined', 'offer_cap', 'winding_up']).optional(),
      /** The applicant has died: every message about the request stops at once. */
      stopsMessages: z.boolean().default(false),
    }),
  ),
  reopened: listOf(z.strictObject(reason)),
  enquiryEnded: listOf(z.strictObject({ ...reason, leadsToRequest: z.boolean().default(false) })),
  onHold: listOf(z.strictObject(reason)),
  compromised: listOf(z.strictObject(reason)),
  recalled: listOf(z.strictObject({ ...reason, opensIncident: z.boolean().default(false) })),
  notSuitableArea: listOf(z.strictObject(reason)),
  ledgerCorrected: listOf(z.strictObject(reason)),
})

export const riskKindSchema = z.strictObject({
  id,
  label,
  /** Support and risk management must be confirmed before a referral can go in [S2]. */
  needsGangSupport: z.boolean().default(false),
  /** Told by areas at risk instead of areas wanted; those areas never leave the coordinator (D7). */
  toldByRiskAreas: z.boolean().default(false),
  /** The form asks whether the applicant is registered with the pathway of `words.housingMoves` [S6]. */
  asksHousingMoves: z.boolean().default(false),
  /** The form asks whether a domestic abuse service is involved or signposted [S6]. */
  asksDomesticAbuseService: z.boolean().default(false),
})

export const tenancySchema = z.strictObject({
  id,
  label,
  /** Higher is safer for the tenant. An offer below the tenancy now is flagged before it is passed on. */
  security: z.int().min(0).max(10),
  lifetime: z.boolean(),
  /** May be chosen as "tenancy offered". */
  offered: z.boolean(),
  /** Owed, not held: needs a local authority that owes it [S5]. */
  owed: z.boolean().default(false),
})

/** One question about the property; asked as a need, never a diagnosis. `share` feeds rarity (D9). */
export const propertyNeedSchema = z.strictObject({
  id,
  label,
  options: listOf(
    z.strictObject({
      id,
      label,
      /** Words in the notice; absent: this answer is not mentioned, because nothing is needed. */
      notice: label.optional(),
      /** Share of the population that fits this answer, 0 to 1. */
      share: z.number().min(0).max(1),
    }),
  ),
})

const ageBand = z.strictObject({
  id,
  label,
  from: z.int().min(0),
  to: z.int().max(120),
  share: z.number().min(0).max(1),
})

export const ageBandsSchema = z.strictObject({ adults: listOf(ageBand), children: listOf(ageBand) })

export const populationSchema = z.strictObject({
  /** Where the counts come from; shown beside every count. */
  source: text,
  synthetic: z.boolean(),
  /** The highest number in `adults`, `children` and `bedrooms` stands for "that many or more". */
  households: z
    .array(
      z.strictObject({
        adults: z.int().min(1),
        children: z.int().min(0),
        bedrooms: z.int().min(1),
        households: z.int().min(0),
      }),
    )
    .min(1),
  shares: z.strictObject({
    babyExpected: z.number().min(0).max(1),
    carer: z.number().min(0).max(1),
    /** Of all households, those of the largest landlord: whoever reads a notice knows that it is not about the own tenants. */
    largestLandlord: z.number().min(0).max(1).optional(),
  }),
  /** Share of all households in each area; without it they count as spread evenly. */
  areas: z.array(z.strictObject({ code: z.string(), share: z.number().min(0).max(1) })).optional(),
})

export const textsSchema = z.strictObject({
  /** Read to the applicant before the consent box is ticked [S2]. */
  consent: text,
  consentTick: label,
  emergency: text,
  phoneForTheName: text,
  identityConfirmedTick: label,
  tenancyAdvice: text,
  safetyConcern: text,
  /** Shown to a nominating officer when nobody acknowledged a safety concern in time. */
  safetyNotAcknowledged: text,
  nothingFound: text,
  notAvailable: label,
  notTakenUp: label,
  received: text,
  offerAndWeCheck: text,
  usePrivateChat: text,
  intakePaused: text,
  intakeClosed: text,
  personalDetailsFound: text,
  gangSupportNeeded: text,
  howToResubmitOrComplain: text,
  reviewQuestion: text,
  addressByPhone: text,
  /** Honest words per state, ready to read to the applicant. */
  status: z.strictObject({
    enquiry: text,
    draft: text,
    submitted: text,
    information_needed: text,
    awaiting_approval: text,
    with_panel: text,
    declined: text,
    approved: text,
    circulated: text,
    under_offer: text,
    accepted: text,
    moved: text,
    on_hold: text,
    closed: text,
  }),
  /** Words per failing eligibility rule: what is missing and what would change it. */
  eligibility: z.strictObject({
    at_risk: text,
    social_tenancy: text,
    different_area: text,
    landlord_partner: text,
    risk_kind_listed: text,
    not_own_stock: text,
    professional_referrer: text,
    gang_support: text,
  }),
  faq: z
    .array(z.strictObject({ question: label, answer: text }))
    .min(1)
    .max(20),
})
