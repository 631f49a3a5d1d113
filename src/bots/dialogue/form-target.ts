import type { Target } from '../../core/facts.js'
import type { FormMeta } from '../forms/form-meta.js'
import { targetOfRef } from '../views/button-value.js'

/** The case a form is about; null for one that starts something. */
export function targetOfForm({ requestId, ref }: FormMeta): Target | null {
  if (requestId) return { requestId }
  return ref ? targetOfRef(ref) : null
}
