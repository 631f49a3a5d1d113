import pg from 'pg'

/** Every row of every table there is, as a stolen copy of the database would hold it. */
export interface RawRow {
  table: string
  text: string
}

export async function rawDump(ownerUrl: string): Promise<RawRow[]> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    const tables = await owner.query<{ schema: string; name: string }>(
      `select table_schema as schema, table_name as name from information_schema.tables
        where table_schema not in ('pg_catalog', 'information_schema') order by 1, 2`,
    )
    const rows: RawRow[] = []
    for (const { schema, name } of tables.rows) {
      const found = await owner.query<{ text: string }>(
        `select t::text as text from "${schema}"."${name}" t order by 1`,
      )
      rows.push(...found.rows.map(({ text }) => ({ table: name, text })))
    }
    return rows
  } finally {
    await owner.end()
  }
}
