import { ChatError } from '../../core/placement/chat-error.js'
import type { NoticeScreen } from '../../core/placement/screens.js'
import { findPersonalDetails } from '../../core/privacy/personal-details.js'
import type { Scheme } from '../../core/scheme/scheme-file.js'

/**
 * The last look at what is about to stand in a shared room. A notice has no place for free text, so
 * whatever this finds is a fault of ours: nothing is sent and the coordinator is told.
 */
export function refusePersonalDetails(payload: unknown, notice: NoticeScreen, scheme: Scheme): void {
  const allow = wordsOf(scheme)
  const found = textsIn(payload)
    .map((text) => text.replaceAll(notice.partnerReference, ''))
    .flatMap((text) => findPersonalDetails(text, { allow }))
  if (found[0]) throw new ChatError('unreachable', `personal_details_${found[0].kind}`)
}

/** Everything of the scheme file that a notice may say. */
function wordsOf(scheme: Scheme): string[] {
  return [
    ...scheme.areas.map((area) => area.name),
    ...scheme.tenancyNeeds.map((need) => need.notice),
    ...scheme.propertyNeeds.flatMap((need) => need.options.flatMap((option) => option.notice ?? [])),
    scheme.texts.notAvailable,
    scheme.texts.offerAndWeCheck,
  ]
}

/** Every string under a `text` key: what a reader sees, without ids and values. */
function textsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsIn)
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'text' && typeof value === 'string' ? [value] : textsIn(value),
  )
}
