import type { PartnerRecord } from '../request/records.js'
import { phoneWords } from './phone-words.js'

/** Somebody to be phoned: name, organisation as far as it is known, number. For coordinators only. */
export function contactWords(
  { name, phone, organisationId }: { name: string; phone: string; organisationId: string },
  partners: readonly PartnerRecord[],
): string {
  const organisation = partners.find(({ id }) => id === organisationId)?.name
  return [name, ...(organisation ? [organisation] : []), phoneWords(phone)].join(', ')
}
