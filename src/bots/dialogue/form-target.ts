import type { Target } from '../../core/facts.js'
import type { FormMeta } from '../forms/form-meta.js'

/** The case a form is about; null for one that starts something. */
export function targetOfForm({ requestId, ref }: FormMeta): Target | null {
  if (requestId) return { requestId }
  if (ref?.kind === 'placement') return { placementId: ref.placementId }
  return ref?.kind === 'request' ? { requestId: ref.requestId } : null
}
