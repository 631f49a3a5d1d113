import type { ClickFloorOptions } from '../click-floor.js'
import type { ProgramOptions } from '../program.js'
import type { BenchWorld } from '../support/bench-world.js'
import { type PreparedCase, prepareCases } from '../support/cases.js'
import { startChild } from '../support/children.js'
import { approveClick } from '../support/click-body.js'
import { median, type Verdict } from '../support/figures.js'
import { fire, type LoadResult } from '../support/load.js'

const AT_ONCE = 32
const ROUNDS = 11
const CLICKS = 400
/** Until both ends run as they do after a day's work: compiled, and with tables that have rows in them. */
const WARM_UP = 1_500

/**
 * A signed approval over HTTP until its acknowledgement, against a bare Bolt receiver that does the same reads and
 * writes as many rows. Both ends run in turn, on the same tables, under the same load; which one goes first changes with
 * each round, because either leaves work behind for the database.
 */
export async function benchClick(bench: BenchWorld, say: (line: string) => void): Promise<Verdict[]> {
  const { world, services, opened, slack, slackConfig, dataKeys } = bench
  const store = opened.store.forScheme(world.scheme.id)
  const each = WARM_UP + ROUNDS * CLICKS
  const requests = await prepareCases(store, world, 'awaiting_approval', 2 * each)
  const ours = requests.slice(0, each)
  const theirs = requests.slice(each)

  const program = startChild('program')
  const floor = startChild('click-floor')
  try {
    const { databaseUrl, redisUrl } = services
    const url = await program.ask<string>('start', {
      role: 'bots',
      ...{ databaseUrl, redisUrl, dataKeys, slack: slackConfig },
    } satisfies ProgramOptions)
    const floorUrl = await floor.ask<string>('start', {
      ...{ databaseUrl, signingSecret: slack.signingSecret, apiUrl: slack.apiUrl },
      followUpKinds: ['release_reminder', 'release_overdue'],
    } satisfies ClickFloorOptions)

    const round = (at: string, cases: PreparedCase[]) =>
      fire({
        url: at,
        signingSecret: slack.signingSecret,
        bodies: cases.map((one) => approveClick(world, one)),
        atOnce: AT_ONCE,
        expected: 'Approved. Thank you.',
      })
    for (const [from, to] of [
      [0, WARM_UP / 2],
      [WARM_UP / 2, WARM_UP],
    ] as const) {
      await bench.owner.query('analyze')
      await round(url, ours.slice(from, to))
      await round(floorUrl, theirs.slice(from, to))
    }
    await bench.owner.query('analyze')
    const rounds: { program: LoadResult; floor: LoadResult }[] = []
    for (let from = WARM_UP; from < each; from += CLICKS) {
      const asProgram = () => round(url, ours.slice(from, from + CLICKS))
      const asFloor = () => round(floorUrl, theirs.slice(from, from + CLICKS))
      const first = rounds.length % 2 === 0 ? await asProgram() : await asFloor()
      const second = rounds.length % 2 === 0 ? await asFloor() : await asProgram()
      rounds.push(
        rounds.length % 2 === 0 ? { program: first, floor: second } : { program: second, floor: first },
      )
    }
    await requireSameRows(bench, ours, theirs)

    say(`Click: ${ROUNDS} rounds of ${CLICKS} approvals each, ${AT_ONCE} at once; medians`)
    const typical = (end: 'program' | 'floor', figure: keyof LoadResult) =>
      median(rounds.map((r) => r[end][figure]))
    for (const end of ['program', 'floor'] as const) {
      const of = (figure: keyof LoadResult, digits: number) => typical(end, figure).toFixed(digits)
      const figures = `${of('perSecond', 0)} a second, p50 ${of('p50', 1)} ms, p99 ${of('p99', 1)} ms`
      say(`  ${end.padEnd(8)} ${figures}`)
    }
    return [
      {
        what: 'throughput, program to floor',
        ratio: typical('program', 'perSecond') / typical('floor', 'perSecond'),
        limit: { atLeast: 0.6 },
      },
      {
        what: 'p99, program to floor',
        ratio: typical('program', 'p99') / typical('floor', 'p99'),
        limit: { atMost: 2 },
      },
    ]
  } finally {
    await Promise.all([program.end(), floor.end()])
  }
}

/** A floor that writes less would be none. */
async function requireSameRows(
  { owner }: BenchWorld,
  ours: PreparedCase[],
  theirs: PreparedCase[],
): Promise<void> {
  const rows = async (cases: PreparedCase[]) => {
    const ids = cases.map(({ request }) => request.id)
    const result = await owner.query(ROWS, [ids])
    return JSON.stringify(result.rows)
  }
  const [program, floor] = [await rows(ours), await rows(theirs)]
  if (program !== floor) throw new Error(`the ends wrote different rows: ${program} and ${floor}`)
}

const ROWS = `with clicked as materialized (select unnest($1::text[]) as id)
select
  (select count(*) from "Request" r join clicked using (id) where state = 'approved') as approved,
  (select count(*) from "Approval" a join clicked c on c.id = a."requestId" where decision = 'approved') as decided,
  (select count(*) from "FollowUp" f join clicked c on c.id = f."requestId" where state = 'cancelled') as cancelled,
  (select count(*) from "FollowUp" f join clicked c on c.id = f."requestId" where state = 'pending') as pending,
  (select count(*) from "Transition" t join clicked c on c.id = t."requestId") as audited,
  (select count(*) from "Outbox" o join clicked c on c.id = o."requestId") as outbox,
  (select count(*) from "Receipt" r join clicked c on c.id = r.outcome->>'requestId') as receipts`
