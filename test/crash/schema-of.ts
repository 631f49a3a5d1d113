import pg from 'pg'

interface Schema {
  /** Names of those that are done. */
  migrations: readonly string[]
  /** Everything else that migrations make, as PostgreSQL tells it. */
  made: Readonly<Record<string, readonly string[]>>
}

const IN_PUBLIC = `join pg_namespace n on n.oid = relnamespace and n.nspname = 'public' and relname not like '\\_%'`

const PARTS: Readonly<Record<string, string>> = {
  tables: `select relname, relkind, relacl::text from pg_class ${IN_PUBLIC} where relkind in ('r', 'v')`,
  columns: `select relname, attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)
    from pg_attribute a join pg_class c on c.oid = attrelid ${IN_PUBLIC}
    left join pg_attrdef d on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped and relkind = 'r'`,
  constraints: `select relname, conname, pg_get_constraintdef(k.oid) from pg_constraint k
    join pg_class c on c.oid = conrelid ${IN_PUBLIC}`,
  indexes: `select indexdef from pg_indexes where schemaname = 'public' and tablename not like '\\_%'`,
  triggers: `select relname, pg_get_triggerdef(t.oid) from pg_trigger t
    join pg_class c on c.oid = tgrelid ${IN_PUBLIC} where not tgisinternal`,
  functions: `select pg_get_functiondef(p.oid), proacl::text from pg_proc p
    join pg_namespace n on n.oid = pronamespace and n.nspname = 'public'`,
}

/** What the migrations of a database have made so far. */
export async function schemaOf(ownerUrl: string): Promise<Schema> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const rows = async (sql: string) => (await client.query<object>(sql)).rows
    const begun = await rows(`select 1 from pg_tables where tablename = '_prisma_migrations'`)
    const done =
      'select migration_name as name from _prisma_migrations where finished_at is not null order by 1'
    const migrations = begun.length > 0 ? await rows(done) : []
    const made: Record<string, string[]> = {}
    for (const [part, sql] of Object.entries(PARTS))
      made[part] = (await rows(sql)).map((row) => JSON.stringify(row)).sort()
    return { migrations: migrations.map((row) => (row as { name: string }).name), made }
  } finally {
    await client.end()
  }
}
