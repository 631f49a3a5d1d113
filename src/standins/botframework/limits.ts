/** The platform's limits as one table; numbers are those of Teams' bot and card references. */
export const LIMITS = {
  /** A request body with its card, in bytes (28 KB). */
  messageBytes: 28 * 1_024,
  /** Newest Adaptive Card schema that Teams shows. */
  cardVersion: [1, 5],
  refreshUsers: 60,
  /** Primary actions in one row; further ones need `mode: 'secondary'`. */
  primaryActions: 6,
  /** Sends to one conversation: at most so many within so many ms. */
  sends: [
    { most: 7, withinMs: 1_000 },
    { most: 60, withinMs: 30_000 },
    { most: 1_800, withinMs: 3_600_000 },
  ],
  pageSizeMost: 500,
  pageSizeDefault: 200,
} as const

/** What may stand in a card's body, in schema 1.5. */
export const ELEMENTS: ReadonlySet<string> = new Set([
  'ActionSet',
  'ColumnSet',
  'Container',
  'FactSet',
  'Image',
  'ImageSet',
  'Input.ChoiceSet',
  'Input.Date',
  'Input.Number',
  'Input.Text',
  'Input.Time',
  'Input.Toggle',
  'Media',
  'RichTextBlock',
  'Table',
  'TextBlock',
])

export const ACTIONS: ReadonlySet<string> = new Set([
  'Action.Execute',
  'Action.OpenUrl',
  'Action.ShowCard',
  'Action.Submit',
  'Action.ToggleVisibility',
])

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive'

/** Attachments a bot may send besides pictures (`image/...`). */
export const ATTACHMENTS: ReadonlySet<string> = new Set([
  ADAPTIVE_CARD,
  'application/vnd.microsoft.card.hero',
  'application/vnd.microsoft.card.thumbnail',
  'application/vnd.microsoft.card.signin',
  'application/vnd.microsoft.card.oauth',
  'application/vnd.microsoft.teams.card.list',
  'application/vnd.microsoft.teams.card.file.consent',
  'application/vnd.microsoft.teams.card.file.info',
])
