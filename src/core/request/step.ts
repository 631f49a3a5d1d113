import type { z } from 'zod'
import type { CaseFacts, OpenCase } from '../facts.js'
import type { Audience, Ids } from '../ports.js'
import type { Topic } from '../screen/message-words.js'
import type { LifecycleAction } from './lifecycle.js'
import type {
  ApprovalRecord,
  LedgerEntry,
  MoveRecord,
  NoticeRecord,
  OfferRecord,
  PersonRecord,
  RequestRecord,
} from './records.js'
import type { State } from './states.js'

/** Actions that change no state and are open at any time to whoever has anything of the request on screen. */
export type SafetyAction = 'raise_safety_concern' | 'report_risk_change' | 'acknowledge_safety'
/** Actions that only show something; each is written to the access chain. */
export type ReadAction =
  | 'read_request'
  | 'read_approval_facts'
  | 'read_offers'
  | 'read_notice'
  | 'open_details'
export type ActionName = LifecycleAction | SafetyAction | ReadAction

/** What a decision may use besides the facts. */
export interface StepContext {
  now: Date
  ids: Ids
  /** The form's own id, minted when it opened: becomes the id of the row it makes. */
  newId: string
  /** In whose right the step is taken: the actor, or the person a coordinator records it for. */
  by: PersonRecord
  /** The offer at issue, when the action is about one. */
  offer: OfferRecord | null
  /** Version of the request that filled the form; absent for a form that was not filled from it. */
  filledFrom?: number | undefined
}

/** What one step changes. The state it leads to stands in the lifecycle table, unless the step names one. */
export interface Effects {
  /** One sentence for the person who acted. */
  say: string
  request?: Partial<Omit<RequestRecord, 'id' | 'schemeId' | 'version' | 'audit'>>
  /** Only where the table leaves a choice: `reopen`. */
  state?: State
  create?: RequestRecord[]
  approvals?: ApprovalRecord[]
  offers?: OfferRecord[]
  notices?: NoticeRecord[]
  moves?: MoveRecord[]
  ledger?: LedgerEntry[]
  /** What hangs on the request goes with its content: follow-ups, messages to be told, answers to clicks (D15). */
  erase?: true
  /** Reason ids and the like, for the audit chain. Never personal text. */
  codes?: Record<string, string | number | boolean>
  /** Recalls and safety: goes out at once, outside quiet hours and the daily batch too. */
  urgent?: boolean
  /**
   * People to tell one thing, besides the screens that change by themselves. `urgent` hurries this message alone:
   * where the screens hurried too, their readers could tell an urgent ending from any other (P2).
   */
  tell?: { topic: Topic; to: Audience; urgent?: true }[]
}

/** A decision that nothing happens, with a sentence that says why and what to do. */
export interface Refusal {
  refused: string
  say: string
  /** Field of the form at which the sentence stands. */
  field?: string
}

/**
 * One action on a request. `decide` is pure: it sees facts and input, and says what changes.
 * Who may take it, from which state, and to which state it leads is the lifecycle table's affair.
 */
export type Step<I = unknown> = StepParts<I> & (FormOfRules<I> | FormOfCase<I>)

/** The only validation of this action's form; its issues stand at the form's fields. */
interface FormOfRules<I> {
  input: (facts: Pick<CaseFacts, 'scheme'>) => z.ZodType<I>
  formOfCase?: never
}

/** A form that is checked against the case as well, and so is another one for each request. */
interface FormOfCase<I> {
  input: (facts: CaseFacts) => z.ZodType<I>
  formOfCase: true
}

interface StepParts<I> {
  action: ActionName
  /**
   * Whether a press that was taken before is a new one now: somebody is worried again, on a card that looks the same.
   * Without it a repeat changes nothing.
   */
  anew?(request: RequestRecord, firstAt: string, now: Date): boolean
  /** Id of somebody whom the form names, as it came: read with the case, although they have no part in it yet. */
  names?(input: unknown): string | undefined
  /** Needs all partners, rooms and placements in its facts. */
  circulation?: true
  decide(facts: OpenCase, input: I, context: StepContext): Effects | Refusal
}

/** Keeps the input type of a step for its own tests while the registry holds steps of many inputs. */
export function defineStep<I>(step: Step<I>): Step<I> {
  return step
}

export function isRefusal(result: Effects | Refusal): result is Refusal {
  return 'refused' in result
}
