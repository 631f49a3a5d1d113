import type { Change } from '../core/change.js'
import { withheldRoles } from '../core/people/confirmation.js'
import type { FormContent } from '../core/request/form-content.js'
import type { OfferRecord, PersonRecord, RequestRecord } from '../core/request/records.js'
import type { OfferState, Role, State } from '../core/request/states.js'
import type * as Model from './generated/client.js'
import { day, dayOrNull, instant, instantOrNull, type Row } from './rows.js'
import { type Place, SealBroken, type Sealer } from './sealing.js'

/** What of a person is sealed. */
export interface Contact {
  name: string
  email: string
  workPhone: string
}

export type PersonRow = Row<
  Pick<
    Model.Person,
    'schemeId' | 'id' | 'organisationId' | 'team' | 'contact' | 'awayFrom' | 'awayTo' | 'awayDeputyId'
  >
> & {
  roles: { role: string; organisationId: string }[]
  /** Deputy of the directory, for the days on which nobody else was named. */
  standInId: string | null
}

/** Sealed texts are opened when somebody looks at them: most decisions look at few of the many that a case has. */
function opened<T>(sealer: Sealer, place: Place, sealed: string): () => T {
  let found: { content: T } | null = null
  return () => {
    found ??= { content: JSON.parse(sealer.open(place, sealed)) }
    return found.content
  }
}

/** How the account stands that somebody acts from. */
export interface Standing {
  confirmed: boolean
  /** Whether its person stands in for somebody. */
  deputy: boolean
}

/** With the standing of an account: what its person may do from there. */
export function personOf(sealer: Sealer, row: PersonRow, standing?: Standing): PersonRecord {
  const contact = opened<Contact>(sealer, contactPlace(row), row.contact)
  const roles = row.roles.map(({ role, organisationId }) => ({ role: role as Role, organisationId }))
  const withheld = standing && !standing.confirmed ? withheldRoles(roles, standing.deputy) : []
  return {
    id: row.id,
    get name() {
      return contact().name
    },
    get email() {
      return contact().email
    },
    get workPhone() {
      return contact().workPhone
    },
    organisationId: row.organisationId,
    team: row.team,
    roles: roles.filter(({ role }) => !withheld.includes(role)),
    ...(withheld.length > 0 && { withheld }),
    away:
      row.awayFrom === null || row.awayTo === null
        ? null
        : {
            from: day(row.awayFrom),
            to: day(row.awayTo),
            deputyId: row.awayDeputyId ?? row.standInId,
          },
  }
}

export const contactPlace = (row: { schemeId: string; id: string }): Place => ({
  model: 'Person',
  field: 'contact',
  row: `${row.schemeId}/${row.id}`,
})

export type RequestRow = Row<Omit<Model.Request, 'auditDroppedAt'>>

export function requestOf(sealer: Sealer, row: RequestRow, officerIds: string[]): RequestRecord {
  const part = <F extends SealedField>(field: F) =>
    opened<FormContent[F]>(sealer, requestPlace(row, field), row[field])
  const [details, approval, confidential] = [part('details'), part('approval'), part('confidential')]
  return {
    id: row.id,
    schemeId: row.schemeId,
    schemeVersion: row.schemeVersion,
    state: row.state as State,
    version: row.version,
    workingCode: row.workingCode,
    reference: row.reference,
    landlordId: row.landlordId,
    ownerId: row.ownerId,
    officerIds,
    createdAt: instant(row.createdAt),
    enteredStateAt: instant(row.enteredStateAt),
    enteredStateSeq: row.enteredStateSeq,
    lastActivityAt: instant(row.lastActivityAt),
    circulatedAt: instantOrNull(row.circulatedAt),
    round: row.round,
    heldFrom: row.heldFrom as State | null,
    reviewOn: dayOrNull(row.reviewOn),
    panelOn: dayOrNull(row.panelOn),
    closedReason: row.closedReason,
    followsId: row.followsId,
    safetyRaisedAt: instantOrNull(row.safetyRaisedAt),
    proposed: row.proposed as RequestRecord['proposed'],
    form: {
      needs: row.needs as unknown as FormContent['needs'],
      get details() {
        return details()
      },
      get approval() {
        return approval()
      },
      get confidential() {
        return confidential()
      },
    },
    audit: { seq: row.auditSeq, head: row.auditHead },
    ...(row.erasedAt !== null && { erasedAt: instant(row.erasedAt) }),
    ...(row.erasureReviewOn !== null && { erasureReviewOn: day(row.erasureReviewOn) }),
  }
}

/** The row to write. Of the form `before`, what did not change is left out: it stays as it is, with the seal it has. */
export function requestRow(
  sealer: Sealer,
  schemeId: string,
  record: RequestRecord,
  before: RequestRecord | null,
): object {
  const { form, audit, officerIds: _officers, ...plain } = record
  const isKept = (field: keyof FormContent) => before?.form === form || before?.form[field] === form[field]
  const seal = (field: SealedField) =>
    isKept(field)
      ? null
      : sealer.seal(requestPlace({ schemeId, id: record.id }, field), JSON.stringify(form[field]))
  return {
    ...plain,
    schemeId,
    needs: isKept('needs') ? null : form.needs,
    details: seal('details'),
    approval: seal('approval'),
    confidential: seal('confidential'),
    auditSeq: audit.seq,
    auditHead: audit.head,
  }
}

/** Marks D, A and C. */
export const sealedFields = ['details', 'approval', 'confidential'] as const
type SealedField = (typeof sealedFields)[number]

export const requestPlace = (row: { schemeId: string; id: string }, field: string): Place => ({
  model: 'Request',
  field,
  row: `${row.schemeId}/${row.id}`,
})

type OfferSecrets = Pick<OfferRecord, 'home' | 'reference' | 'endReason' | 'endNote' | 'endedFrom'>

export function offerOf(sealer: Sealer, row: Row<Model.Offer>): OfferRecord {
  const secrets = JSON.parse(sealer.open(offerPlace(row), row.sealed)) as OfferSecrets
  return {
    id: row.id,
    requestId: row.requestId,
    partnerId: row.partnerId,
    officerId: row.officerId,
    state: row.state as OfferState,
    ...secrets,
    madeAt: instant(row.madeAt),
    replyBy: instantOrNull(row.replyBy),
    keepUntil: instantOrNull(row.keepUntil),
    viewingAt: instantOrNull(row.viewingAt),
    endedAt: instantOrNull(row.endedAt),
  }
}

export function offerRow(sealer: Sealer, schemeId: string, record: OfferRecord): object {
  const { home, reference, endReason, endNote, endedFrom, ...plain } = record
  const secrets: OfferSecrets = {
    home,
    ...(reference !== undefined && { reference }),
    endReason,
    endNote,
    ...(endedFrom !== undefined && { endedFrom }),
  }
  const sealed = sealer.seal(offerPlace({ schemeId, id: record.id }), JSON.stringify(secrets))
  return { ...plain, schemeId, sealed }
}

export const offerPlace = (row: { schemeId: string; id: string }): Place => ({
  model: 'Offer',
  field: 'sealed',
  row: `${row.schemeId}/${row.id}`,
})

export const tokenPlace = (platform: string, tenant: string): Place => ({
  model: 'Workspace',
  field: 'botToken',
  row: `${platform}/${tenant}`,
})

export const receiptPlace = (schemeId: string, key: string): Place => ({
  model: 'Receipt',
  field: 'sealed',
  row: `${schemeId}/${key}`,
})

/** What is said of an outcome that cannot be read: by an older program, or without the key that sealed it. */
export const SAID_ALREADY = 'Done already.'

/** The words of an outcome may name people, so they are sealed. What stays in the clear is all an older program reads. */
export function receiptRow(
  sealer: Sealer,
  schemeId: string,
  { key, outcome, at }: NonNullable<Change['receipt']>,
): object {
  const sealed = sealer.seal(receiptPlace(schemeId, key), JSON.stringify(outcome))
  return { schemeId, key, at, sealed, outcome: { ...(outcome as object), say: SAID_ALREADY } }
}

/** The first outcome. One whose key has left is told in other words: the step was taken all the same. */
export function outcomeOf(
  sealer: Sealer,
  {
    schemeId,
    key,
    outcome,
    sealed,
  }: { schemeId: string; key: string; outcome: unknown; sealed: string | null },
): unknown {
  if (sealed === null) return outcome
  try {
    return JSON.parse(sealer.open(receiptPlace(schemeId, key), sealed))
  } catch (error) {
    if (error instanceof SealBroken) return outcome
    throw error
  }
}
