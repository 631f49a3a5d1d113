import { emailKeys } from './directory-import.js'
import {
  type Contact,
  contactPlace,
  offerPlace,
  receiptPlace,
  requestPlace,
  SAID_ALREADY,
  sealedFields,
  tokenPlace,
} from './sealed-rows.js'
import type { Place, Sealer } from './sealing.js'

export type TextRow = Readonly<Record<string, string | null>>

/** A table with sealed columns, as whoever seals it anew has to know it. */
export interface SealedTable {
  readonly table: string
  /** Primary key; all of it text. */
  readonly key: readonly string[]
  readonly columns: readonly string[]
  place(row: TextRow, column: string): Place
  /** What follows from a sealed text and its key, and changes with them. */
  readonly derived?: {
    readonly column: string
    of(sealer: Sealer, row: TextRow): string | null
  }
  /** What an older program has left in the clear: its text, to be sealed, and what takes its place. */
  readonly clear?: { readonly text: string; readonly into: string; readonly leaves: string }
}

/** Every sealed column there is. A key may leave DATA_KEYS only when none of these needs it any more. */
export const SEALED_TABLES: readonly SealedTable[] = [
  {
    table: 'Person',
    key: ['schemeId', 'id'],
    columns: ['contact'],
    place: (row) => contactPlace(idsOf(row)),
    derived: { column: 'emailKey', of: emailKeyOf },
  },
  {
    table: 'Request',
    key: ['schemeId', 'id'],
    columns: sealedFields,
    place: (row, column) => requestPlace(idsOf(row), column),
  },
  {
    table: 'Offer',
    key: ['schemeId', 'id'],
    columns: ['sealed'],
    place: (row) => offerPlace(idsOf(row)),
  },
  {
    table: 'Workspace',
    key: ['schemeId', 'platform', 'tenant'],
    columns: ['botToken'],
    place: (row) => tokenPlace(text(row, 'platform'), text(row, 'tenant')),
  },
  {
    table: 'Receipt',
    key: ['schemeId', 'key'],
    columns: ['sealed'],
    place: (row) => receiptPlace(text(row, 'schemeId'), text(row, 'key')),
    clear: { text: 'outcome', into: 'sealed', leaves: `outcome || '{"say": "${SAID_ALREADY}"}'` },
  },
]

/** Whoever has left may have given their address to somebody else: such a row is found by none. */
function emailKeyOf(sealer: Sealer, row: TextRow): string | null {
  const { email } = JSON.parse(sealer.open(contactPlace(idsOf(row)), text(row, 'contact'))) as Contact
  const keys = emailKeys(sealer, text(row, 'schemeId'), email)
  return keys.includes(text(row, 'emailKey')) ? keys[0] : text(row, 'emailKey')
}

const idsOf = (row: TextRow) => ({ schemeId: text(row, 'schemeId'), id: text(row, 'id') })

const text = (row: TextRow, column: string): string => row[column] ?? ''
