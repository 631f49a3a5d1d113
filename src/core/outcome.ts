/** How a click, command or form ended. Never silence: each of these is shown to the person. */
export type Outcome =
  /** Saved. `requestId` is the request acted on, or the new one. */
  | { kind: 'done'; say: string; requestId: string; repeated?: boolean }
  /** Too late or no longer possible; says who decided and when. */
  | { kind: 'late'; say: string }
  /** Known person, readable case, but not their step; or the rules do not allow it. */
  | { kind: 'refused'; code: string; say: string }
  /** The form goes back with a sentence at each field; nothing was saved. */
  | { kind: 'invalid'; errors: Record<string, string> }
  /** No right to read it, or it does not exist: the same words for both. */
  | { kind: 'nothing_found'; say: string }
  /** It cannot be known whether it was saved. */
  | { kind: 'not_confirmed'; say: string }

export const NOTHING_FOUND: Outcome = { kind: 'nothing_found', say: 'Nothing found for you.' }

export const NOT_CONFIRMED: Outcome = {
  kind: 'not_confirmed',
  say: 'Not confirmed. Press again; pressing twice is harmless.',
}
