import { ChatError } from '../../core/placement/chat-error.js'
import type { NoticeScreen } from '../../core/placement/screens.js'
import { findPersonalDetails } from '../../core/privacy/personal-details.js'
import type { Scheme } from '../../core/scheme/scheme-file.js'

/**
 * The last look at what is about to stand in a shared room. A notice has no place for free text, so
 * whatever this finds is a fault of ours: nothing is sent and the coordinator is told.
 */
export function refusePersonalDetails(payload: unknown, notice: NoticeScreen, scheme: Scheme): void {
  const { allow, clean } = gateOf(scheme)
  for (const text of textsIn(payload)) {
    const read = text.replaceAll(notice.partnerReference, '')
    if (clean.has(read)) continue
    const [found] = findPersonalDetails(read, { allow })
    if (found) throw new ChatError('unreachable', `personal_details_${found.kind}`)
    if (clean.size >= MOST_KEPT) clean.clear()
    clean.add(read)
  }
}

interface Gate {
  allow: string[]
  /** Texts that were read and found clean: the same few stand in every notice of a circulation. */
  clean: Set<string>
}

const gates = new WeakMap<Scheme, Gate>()
const MOST_KEPT = 2_000

function gateOf(scheme: Scheme): Gate {
  const gate = gates.get(scheme) ?? { allow: wordsOf(scheme), clean: new Set() }
  gates.set(scheme, gate)
  return gate
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

/** Every string under a `text` or `alt_text` key: what a reader sees, without ids and values. */
function textsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsIn)
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) =>
    READ.has(key) && typeof value === 'string' ? [value] : textsIn(value),
  )
}

const READ: ReadonlySet<string> = new Set(['text', 'alt_text'])
