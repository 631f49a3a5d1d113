import type { Step } from '../request/step.js'
import { approveRequest } from './approve-request.js'
import { askQuestion } from './ask-question.js'
import { correctLandlord } from './correct-landlord.js'
import { declineRequest } from './decline-request.js'
import { sendForApproval } from './send-for-approval.js'
import { sendToPanel } from './send-to-panel.js'
import { withdrawApproval } from './withdraw-approval.js'

/** Steps between coordinator and landlord. */
export const APPROVAL_STEPS: readonly Step[] = [
  sendForApproval,
  correctLandlord,
  sendToPanel,
  approveRequest,
  declineRequest,
  askQuestion,
  withdrawApproval,
]
