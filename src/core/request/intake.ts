import type { CaseFacts } from '../facts.js'
import { fillIn } from './sentences.js'
import type { Refusal } from './step.js'

/** Why no referral can be started now; null while intake is open. */
export function intakeRefusal({ scheme, intake }: Pick<CaseFacts, 'scheme' | 'intake'>): Refusal | null {
  if (intake === 'open') return null
  const text = intake === 'paused' ? scheme.texts.intakePaused : scheme.texts.intakeClosed
  return { refused: `intake_${intake}`, say: fillIn(text, scheme.words) }
}
