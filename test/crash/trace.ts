import type { Arena } from './arena.js'

/**
 * What is there, one line a row or a count of them, without ids, codes and times: the same after a step however often
 * the program was killed in it.
 */
export async function traceOf({ admin, programs }: Arena): Promise<string[]> {
  const uncertain = [...programs.interrupted.keys()]
  const lines: string[] = []
  for (const [name, sql] of Object.entries(ROWS)) {
    const { rows } = await admin.query<object>(sql, sql.includes('$1') ? [uncertain] : [])
    lines.push(...rows.map((row) => wiped(`${name} ${Object.values(row).join(', ')}`)))
  }
  return lines.sort()
}

/** Lines that one trace has and the other has not. */
export function differences(found: readonly string[], expected: readonly string[]): string[] {
  return [
    ...expected.filter((line) => !found.includes(line)).map((line) => `there is no ${line}`),
    ...found.filter((line) => !expected.includes(line)).map((line) => `there is ${line}`),
  ]
}

/** Coordinators are told of what is uncertain, which is not so when nothing was interrupted. */
const TOLD_OF = `coalesce(topic, '') <> 'not_delivered'`

const ROWS: Readonly<Record<string, string>> = {
  request: 'select state, "heldFrom", "closedReason", version from "Request"',
  step: 'select seq, action, "from", "to", "actorId" from "Transition"',
  approval: 'select "personId", decision, "decidedBy", ended from "Approval"',
  offer: 'select "officerId", state from "Offer"',
  notice: 'select "partnerId", live, areas from "Notice"',
  entry: 'select "landlordId", amount from "LedgerEntry"',
  'follow-up': 'select kind, state, count(*) from "FollowUp" group by 1, 2',
  told: `select kind, topic, "to", urgent, "doneAt" is not null, count(*) from "Outbox"
    where ${TOLD_OF} group by 1, 2, 3, 4, 5`,
  shown: `select screen, topic, "personId", "partnerId", platform, face, withdraw,
      case when wanted > shown and not interrupted then 'behind' end,
      case when state = 'ambiguous' and interrupted then 'sent' else state end, count(*)
    from (select *, id = any($1) as interrupted from "Placement") p
    where ${TOLD_OF} and screen <> 'home' group by 1, 2, 3, 4, 5, 6, 7, 8, 9`,
}

const WIPED: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'an id'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time'],
]

function wiped(line: string): string {
  return WIPED.reduce((known, [what, name]) => known.replaceAll(what, name), line)
}
