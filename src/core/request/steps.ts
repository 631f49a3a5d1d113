import { acknowledgeSafety } from './acknowledge-safety.js'
import { amendRequest } from './amend-request.js'
import { answerQuestions } from './answer-questions.js'
import { askToClose } from './ask-to-close.js'
import { closeRequest } from './close-request.js'
import { endEnquiry } from './end-enquiry.js'
import { holdRequest } from './hold-request.js'
import { nameOfficers } from './name-officers.js'
import { raiseSafetyConcern } from './raise-safety-concern.js'
import { READ_STEPS } from './reads.js'
import { reopenRequest } from './reopen-request.js'
import { reportRiskChange } from './report-risk-change.js'
import { resumeRequest } from './resume-request.js'
import { returnForInformation } from './return-for-information.js'
import { startReferral } from './start-referral.js'
import type { Step } from './step.js'
import { submitRequest } from './submit-request.js'

/** Steps of the request itself, from enquiry to closing. */
export const REQUEST_STEPS: readonly Step[] = [
  startReferral,
  endEnquiry,
  amendRequest,
  submitRequest,
  returnForInformation,
  answerQuestions,
  nameOfficers,
  holdRequest,
  resumeRequest,
  askToClose,
  closeRequest,
  reopenRequest,
  raiseSafetyConcern,
  reportRiskChange,
  acknowledgeSafety,
  ...READ_STEPS,
]
