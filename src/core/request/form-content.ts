import type { Household } from '../household/household.js'

/**
 * What the property request form holds, grouped by who may see it (scheme.md section 5).
 * The groups are separate types so that a function which builds a notice can be given nothing else.
 * Fields are optional while a draft is being filled; `submit-request.ts` says what must be there.
 */
export interface NeedFields {
  /** Mark N. Area codes in which the applicant could live; cut to each partner before it is shown (D7). */
  areasWanted: string[]
  /** True when the request is told by areas at risk: no area is ever named in its notices (D7). */
  toldByRiskAreas: boolean
  /** Id of the scheme file's tenancy needs. */
  tenancyNeeded?: string
  bedrooms?: number
  acceptOneFewer?: boolean
  /** Option by property need of the scheme file, such as `lift: needed`. A need, never a diagnosis. */
  propertyNeeds: Record<string, string>
}

/** Mark D: the details page. */
export interface DetailFields {
  household?: Household
  tenancyWanted?: 'sole' | 'joint'
  /** Id of the scheme file's weekly rent band. */
  rentBand?: string
}

/** Mark A: coordinator, nominating officer, and the approving lead until the decision. */
export interface ApprovalFields {
  consentGiven?: boolean
  /** ISO date on which the applicant gave consent. */
  consentDate?: string
  immediateRisk?: boolean
  homeArea?: string
  currentHome?: { bedrooms: number; floor: number; type: string; overcrowded: boolean; temporary: boolean }
  tenancyNow?: string
  owedByLocalAuthority?: boolean
  riskKinds: string[]
  ownStockCannotMeet?: boolean
  supportInPlace?: boolean
  domesticAbuseService?: 'involved' | 'signposted' | 'not_involved'
  gangSupportConfirmed?: boolean
  housingMovesRegistered?: boolean
  rentAccount?: 'clear' | 'plan' | 'arrears' | 'abuse_linked_arrears'
  eligibleForAllocation?: boolean
  bedroomsReason?: string
  anythingElse?: string
  questions: Question[]
}

export interface Question {
  id: string
  askedBy: string
  /** `lead` questions come from the landlord, `coordinator` ones from the checks before approval. */
  from: 'lead' | 'coordinator'
  askedAt: string
  text: string
  answer?: string
  answeredAt?: string
}

/** Mark C: coordinator and nominating officer only. */
export interface ConfidentialFields {
  /** Area codes. Never in a notice, also not as "everywhere but ..." (D7). */
  areasAtRisk: string[]
  jointTenancyWithPerpetrator?: boolean
  dashScore?: number
  maracDate?: string
  /** Working codes or references of rival or linked cases. */
  keepApartFrom: string[]
  exclusions: Exclusion[]
  contactLog: { at: string; by: string; text: string }[]
  /** Reasons and notes of decisions, kept where only coordinator and nominating officer read them. */
  notes: { at: string; by: string; action: string; reason?: string; note?: string }[]
  /** Tenancy check given at approval, passed on later without its source. */
  tenancyCheck?: { rentAccount: string; conduct: string }
  /**
   * Who waits for a coordinator's call after a safety message, with how to reach them. Gone with the answer; absent in
   * forms from before it was kept.
   */
  callBack?: { at: string; by: string; name: string; phone: string; organisationId: string }[]
  /** Nominating officers who are none any more, and the version in which they last changed. Absent: they never did. */
  officers?: { readonly former: readonly string[]; readonly version: number }
  /** What reached somebody it should not. Absent in forms from before incidents were kept. */
  incidents?: readonly Incident[]
  /** Version of the request at which each section of the form last changed; absent: not since this was noted. */
  sectionVersions?: Readonly<Record<string, number>>
  wishes: { at: string; by: string; kind: 'change' | 'close' | 'resubmit'; text: string; done: boolean }[]
}

/** Ids and instants. Whether it has to be reported is decided within the scheme's hours (section 7). */
export interface Incident {
  at: string
  by: string
  decision?: { at: string; by: string; reported: boolean; why: string }
}

/** An organisation, team or person of the directory that must never see this request. */
export interface Exclusion {
  kind: 'organisation' | 'team' | 'person'
  id: string
}

export interface FormContent {
  needs: NeedFields
  details: DetailFields
  approval: ApprovalFields
  confidential: ConfidentialFields
}

/** An empty form, as a new draft starts. */
export function emptyForm(): FormContent {
  return {
    needs: { areasWanted: [], toldByRiskAreas: false, propertyNeeds: {} },
    details: {},
    approval: { riskKinds: [], questions: [] },
    confidential: {
      areasAtRisk: [],
      keepApartFrom: [],
      exclusions: [],
      contactLog: [],
      notes: [],
      wishes: [],
    },
  }
}
