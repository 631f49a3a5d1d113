import { withSuccessors } from '../people/successors.js'
import type { PartnerRecord, RequestRecord } from '../request/records.js'

type Told = Pick<RequestRecord, 'landlordId' | 'form'>

/** The own landlord and excluded organisations, with whoever succeeded them. */
export function neverTold(
  { landlordId, form }: Told,
  partners: readonly PartnerRecord[],
): ReadonlySet<string | null> {
  const excluded = form.confidential.exclusions
    .filter(({ kind }) => kind === 'organisation')
    .map(({ id }) => id)
  return withSuccessors([...excluded, landlordId], partners)
}

/** Those who must not read a notice, nor answer one, also where it was theirs: D12 asks for an active partner too. */
export function mayNotRead(request: Told, partners: readonly PartnerRecord[]): ReadonlySet<string | null> {
  const left = partners.filter(({ active }) => !active).map(({ id }) => id)
  return new Set([...neverTold(request, partners), ...left])
}

/**
 * Whoever gets no notice: besides those who may not read one, partners for which an excluded person, or somebody of an
 * excluded team, works. They sit in its channel, where a button that finds nothing for them alone would tell them whom
 * the notice concerns (scheme.md section 3: exclusions are obeyed in circulation). Needs facts read with `circulation`.
 */
export function withoutNotice(request: Told, partners: readonly PartnerRecord[]): ReadonlySet<string | null> {
  const { exclusions } = request.form.confidential
  const excluded = (id: string, team: string | null) =>
    exclusions.some(
      (one) => (one.kind === 'person' && one.id === id) || (one.kind === 'team' && one.id === team),
    )
  const employers = partners
    .filter(({ staff = [] }) => staff.some(({ id, team }) => excluded(id, team)))
    .map(({ id }) => id)
  return new Set([...mayNotRead(request, partners), ...withSuccessors(employers, partners)])
}
