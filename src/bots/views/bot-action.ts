import type { ActionName } from '../../core/request/step.js'
import type { Finding } from '../../core/work/settle-trouble.js'

/** Presses that lead somewhere and change no request. */
type Navigation =
  | 'refer'
  | 'record_enquiry'
  | 'show_mine'
  | 'show_waiting'
  | 'show_overdue'
  | 'show_ledger'
  | 'show_partners'
  | 'show_access_log'
  | 'show_help'
  | 'show_faq'
  | 'set_away'
  | 'set_intake'
  | 'make_code'
  | 'on_behalf'
  | 'show_stuck'
  /** What a typed word asked for, where its answer must not stay in the chat. */
  | 'read_typed'
  /** What a coordinator says about what goes no further by itself. */
  | Finding
  /** Inside a form of several steps: keeps what was typed and turns to another step. */
  | 'go_to_step'

/** Everything a button can ask for. */
export type BotAction = ActionName | Navigation
