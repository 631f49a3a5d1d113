import type { PartnerRecord } from '../request/records.js'

/** These organisations and whoever succeeded them by merger or stock transfer, to the end of each chain (D13). */
export function withSuccessors(
  ids: Iterable<string | null>,
  partners: readonly Pick<PartnerRecord, 'id' | 'successorId'>[],
): ReadonlySet<string | null> {
  const all = new Set<string | null>(ids)
  // A set visits what is added on the way.
  for (const id of all) {
    const next = partners.find((partner) => partner.id === id)?.successorId
    if (next != null) all.add(next)
  }
  return all
}
