import { newWorkingCode } from '../privacy/codes.js'
import type { RequestRecord } from './records.js'
import type { StepContext } from './step.js'

/** The code to quote, which a request keeps once it has one: from submission on, or from its first safety message. */
export function workingCodeOf(
  { workingCode }: Pick<RequestRecord, 'workingCode'>,
  { ids }: Pick<StepContext, 'ids'>,
): string {
  return workingCode ?? newWorkingCode((size) => ids.bytes(size))
}
