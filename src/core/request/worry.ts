import type { Scheme } from '../scheme/scheme-file.js'
import type { ConfidentialFields } from './form-content.js'
import { withConfidential } from './notes.js'
import type { RequestRecord } from './records.js'
import type { StepContext } from './step.js'
import { workingCodeOf } from './working-code.js'

/** Minutes within which the same press is the same click: somebody who presses later is worried again. */
const SAME_CLICK_MINUTES = 10

type Waiting = NonNullable<ConfidentialFields['callBack']>[number]

/**
 * What a safety message changes: the clock by which a coordinator has to have phoned, who waits for the call, and a code
 * by which a draft can be spoken of. The first message that nobody has answered starts the clock; one that comes after
 * the clock has run out starts it anew, so that the nominating officer is told again (scheme.md section 7).
 */
export function worried(
  { request, scheme }: { request: RequestRecord; scheme: Scheme },
  context: Pick<StepContext, 'by' | 'now' | 'ids'>,
): Pick<RequestRecord, 'safetyRaisedAt' | 'workingCode' | 'form'> {
  const { by, now } = context
  const { safetyRaisedAt } = request
  const { id, name, workPhone: phone, organisationId } = by
  const waiting: Waiting = { at: now.toISOString(), by: id, name, phone, organisationId }
  const others = waitingForCall(request).filter((each) => each.by !== id)
  return {
    safetyRaisedAt: runs(safetyRaisedAt, scheme, now) ? safetyRaisedAt : now.toISOString(),
    workingCode: workingCodeOf(request, context),
    form: withConfidential(request.form, { callBack: [...others, waiting] }),
  }
}

/** Who has sent a safety message that no coordinator has answered yet. */
export function waitingForCall({ safetyRaisedAt, form }: RequestRecord): readonly Waiting[] {
  return safetyRaisedAt === null ? [] : (form.confidential.callBack ?? [])
}

/** Whether a press that was taken at `firstAt` already is a new message now. */
export function isNewWorry({ safetyRaisedAt }: RequestRecord, firstAt: string, now: Date): boolean {
  return safetyRaisedAt === null || minutesBetween(firstAt, now) >= SAME_CLICK_MINUTES
}

/** Whether the clock that was started then has not run out yet. */
function runs(startedAt: string | null, { rules }: Scheme, now: Date): boolean {
  return startedAt !== null && minutesBetween(startedAt, now) < rules.safety.acknowledgeMinutes
}

function minutesBetween(from: string, to: Date): number {
  return (to.getTime() - new Date(from).getTime()) / 60_000
}
