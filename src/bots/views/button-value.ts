import { z } from 'zod'
import type { Target } from '../../core/facts.js'
import { isBotAction } from './action-labels.js'
import type { BotAction } from './bot-action.js'

const id = z.string().regex(/^[\w-]{1,64}$/)
const sealed = z.string().regex(/^[\w.-]{1,500}$/)
const count = z.coerce.number().int().min(0)

const caseRef = z.union([
  z.strictObject({ kind: z.literal('placement'), placementId: id, revision: count }),
  z.strictObject({ kind: z.literal('request'), requestId: id, version: count }),
  /** A partner's own offer. Id and version of the request would tell partners that theirs is the same, and count its steps (P2). */
  z.strictObject({ kind: z.literal('offer'), offerId: id, shownId: id }),
  /** An answer that is not one case, such as a list: the id was minted when it was shown. */
  z.strictObject({ kind: z.literal('shown'), shownId: id }),
])
/** What a button stands on. In a shared room only a placement will do: any other id would let partners join notices. */
export type CaseRef = z.infer<typeof caseRef>

const buttonValue = z.strictObject({
  action: z.custom<BotAction>((value) => typeof value === 'string' && isBotAction(value)),
  ref: caseRef,
  /** The request of one row, where a screen lists several. */
  requestId: id.optional(),
  offerId: id.optional(),
  /** Only for `go_to_step`. */
  step: id.optional(),
  /** Only for `read_typed`: the words, sealed, because codes stand on no button. */
  typed: sealed.optional(),
  /** In which scheme that was, for somebody who is in several. */
  schemeId: id.optional(),
})
/** What a button carries: ids and a revision, never rights and never content. */
export type ButtonValue = z.infer<typeof buttonValue>

/** `approve?placement=…&revision=3&offer=…` */
export function encodeButton(value: ButtonValue): string {
  const parts = new URLSearchParams()
  if (value.ref.kind === 'placement') {
    parts.set('placement', value.ref.placementId)
    parts.set('revision', String(value.ref.revision))
  } else if (value.ref.kind === 'request') {
    parts.set('request', value.ref.requestId)
    parts.set('version', String(value.ref.version))
  } else {
    if (value.ref.kind === 'offer') parts.set('own', value.ref.offerId)
    parts.set('shown', value.ref.shownId)
  }
  if (value.requestId) parts.set('row', value.requestId)
  if (value.offerId) parts.set('offer', value.offerId)
  if (value.step) parts.set('step', value.step)
  if (value.typed) parts.set('typed', value.typed)
  if (value.schemeId) parts.set('scheme', value.schemeId)
  return `${value.action}?${parts}`
}

/** Null for anything that this program did not write. */
export function decodeButton(text: string): ButtonValue | null {
  const [action = '', rest = ''] = text.split('?', 2)
  const parts = Object.fromEntries(new URLSearchParams(rest))
  const parsed = buttonValue.safeParse({
    action,
    ref: refOf(parts),
    requestId: parts.row,
    offerId: parts.offer,
    step: parts.step,
    typed: parts.typed,
    schemeId: parts.scheme,
  })
  return parsed.success ? parsed.data : null
}

/** The case a press is about; null for navigation. */
export function targetOf(value: ButtonValue): Target | null {
  if (value.requestId) return { requestId: value.requestId }
  return targetOfRef(value.ref)
}

/** The case that a screen is of; null where it is of none, or of several. */
export function targetOfRef(ref: CaseRef): Target | null {
  if (ref.kind === 'placement') return { placementId: ref.placementId }
  if (ref.kind === 'offer') return { offerId: ref.offerId }
  return ref.kind === 'request' ? { requestId: ref.requestId } : null
}

/** One own offer on this screen, by which its reader knows the request. */
export function ofOffer(ref: CaseRef, offerId: string): CaseRef {
  const shownOn = ref.kind === 'placement' ? `${ref.placementId}-${ref.revision}` : offerId
  return { kind: 'offer', offerId, shownId: 'shownId' in ref ? ref.shownId : shownOn }
}

/** The same press, delivered twice, has the same key. */
export function clickKey(value: ButtonValue, actorId: string): string {
  return `${encodeButton(value)}&by=${actorId}`
}

function refOf(parts: Record<string, string | undefined>): unknown {
  if (parts.placement !== undefined)
    return { kind: 'placement', placementId: parts.placement, revision: parts.revision }
  if (parts.request !== undefined)
    return { kind: 'request', requestId: parts.request, version: parts.version }
  if (parts.own !== undefined) return { kind: 'offer', offerId: parts.own, shownId: parts.shown }
  return { kind: 'shown', shownId: parts.shown }
}

export { caseRef as caseRefSchema }
