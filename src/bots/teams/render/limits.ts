/** What Teams takes. No package knows it, so every card is read against this before it is sent. */
export const LIMITS = {
  /** A message's card as JSON in UTF-8. */
  cardBytes: 28 * 1_024,
  version: 1.5,
  /** Buttons of one row; more are hidden. */
  actions: 6,
} as const
