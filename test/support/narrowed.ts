import pg from 'pg'

/** Tables that belong to a request, and how their rows name it. */
const BELONGS: Readonly<Record<string, string>> = {
  Request: 'id',
  Approval: '"requestId"',
  Outbox: '"requestId"',
  Placement: '"requestId"',
  FollowUp: '"requestId"',
  LedgerEntry: '(select "requestId" from public."Move" m where m.id = t."moveId")',
}

/** From now on this connection sees of these tables only what belongs to these requests. */
export async function narrowTo(connection: pg.Client, requestIds: ReadonlySet<string>): Promise<void> {
  const ids = [...requestIds].map((id) => pg.escapeLiteral(id)).join(', ')
  const views = Object.entries(BELONGS).map(
    ([table, request]) =>
      `create temp view "${table}" as select * from public."${table}" t where ${request} in (${ids})`,
  )
  await connection.query(views.join(';'))
}
