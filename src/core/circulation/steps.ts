import type { Step } from '../request/step.js'
import { askForChange } from './ask-for-change.js'
import { changeRequest } from './change-request.js'
import { recallRequest } from './recall-request.js'
import { releaseRequest } from './release-request.js'
import { setExclusion } from './set-exclusion.js'

/** Steps of the notice: out to the partners, changed, and back. */
export const CIRCULATION_STEPS: readonly Step[] = [
  releaseRequest,
  recallRequest,
  askForChange,
  changeRequest,
  setExclusion,
]
