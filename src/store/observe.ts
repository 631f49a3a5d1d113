import type pg from 'pg'

/** Has `onStatement` called with each statement before it is sent, whoever sends it over this pool. */
export function observe(pool: pg.Pool, onStatement: (sql: string) => void): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    const observed = (...args: unknown[]) => {
      const [first] = args
      onStatement(typeof first === 'string' ? first : String((first as { text?: unknown })?.text))
      return query(...args)
    }
    Object.assign(client, { query: observed })
  })
}
