import { z } from 'zod'
import { defineStep, type ReadAction, type Step } from './step.js'

const READS: readonly ReadAction[] = [
  'read_request',
  'read_approval_facts',
  'read_offers',
  'read_notice',
  'open_details',
]

/** Reading changes nothing: it is authorised and audited by the screens, and never performed. */
export const READ_STEPS: readonly Step[] = READS.map((action) =>
  defineStep({
    action,
    input: () => z.object({}),
    decide: () => ({ refused: 'read_only', say: 'This can only be looked at.' }),
  }),
)
