import pg from 'pg'
import type { KeyProvider } from '../../src/store/key-provider.js'
import { type Contact, contactPlace } from '../../src/store/sealed-rows.js'
import { openSealer } from '../../src/store/sealing.js'

const ROWS = [
  'select id, title, intake, "currentVersion" from "Scheme"',
  'select "schemeId", version, content from "SchemeVersion"',
  'select * from "Organisation"',
  'select * from "RoleGrant"',
  'select * from "Deputy"',
  'select * from "Account"',
  'select * from "Workspace"',
  'select * from "Room"',
  'select kind, urgent, topic, "doneAt" is null as waiting from "Outbox"',
]

interface PersonRow {
  schemeId: string
  id: string
  contact: string
}

/** Everything that an import writes, as lines; what is sealed is opened, as it is sealed otherwise each time. */
export async function directoryState(ownerUrl: string, keys: KeyProvider): Promise<string[]> {
  const sealer = openSealer(keys)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read')
    const lines: object[] = []
    for (const sql of ROWS) {
      const { rows } = await client.query<object>(sql)
      lines.push(...rows.map((row) => ({ of: sql, ...row })))
    }
    const { rows: people } = await client.query<PersonRow>('select * from "Person"')
    for (const row of people) {
      const contact = JSON.parse(sealer.open(contactPlace(row), row.contact)) as Contact
      lines.push({ ...row, contact })
    }
    return lines.map((line) => JSON.stringify(line)).sort()
  } finally {
    await client.end()
  }
}
