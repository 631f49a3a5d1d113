import type pg from 'pg'

/** Every row of every table as text, past the program: what somebody with a copy of the database reads. */
export async function everyRow(owner: pg.Client): Promise<{ table: string; row: string }[]> {
  const rows: { table: string; row: string }[] = []
  for (const table of await tables(owner)) {
    const found = await owner.query<{ row: string }>(`select t::text as row from "${table}" t`)
    rows.push(...found.rows.map(({ row }) => ({ table, row })))
  }
  return rows
}

/** On which a refusal is written, whatever else it leaves alone. */
export const ACCESS_CHAIN: readonly string[] = ['AccessEntry', 'AccessHead']

/** A digest of every table but those: the same as long as no byte of any row has changed. */
export async function tableDigests(
  owner: pg.Client,
  but: readonly string[] = [],
): Promise<Record<string, string>> {
  const digests: Record<string, string> = {}
  for (const table of await tables(owner)) {
    if (but.includes(table)) continue
    const { rows } = await owner.query<{ digest: string }>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from "${table}" t`,
    )
    digests[table] = rows[0]?.digest ?? ''
  }
  return digests
}

async function tables(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
  )
  return rows.map(({ name }) => name)
}
