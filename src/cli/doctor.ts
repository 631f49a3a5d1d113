import type { RequestRecord } from '../core/request/records.js'
import { STUCK_WHYS, type StuckThing, stuckThings, WHAT_TO_DO } from '../core/work/stuck.js'
import type { OpenedStore } from '../store/index.js'

/** Whether a service does what it should; a sentence when it does not. */
export type Check = () => Promise<string | null>

/**
 * Says whether the services answer, what waits, and what goes no further by itself, with what to do about it. True when
 * all is well. Ids and codes only: an operator is no coordinator.
 */
export async function doctor(
  { store, directory }: Pick<OpenedStore, 'store' | 'directory'>,
  checks: Readonly<Record<string, Check>>,
  now: Date,
  say: (line: string) => void,
): Promise<boolean> {
  let well = true
  for (const [name, check] of Object.entries(checks)) {
    const problem = await check()
    say(`The ${name}: ${problem ?? 'all well.'}`)
    if (problem) well = false
  }
  const waiting = await store.work.waiting(now)
  say(
    `Waiting: ${waiting.outbox} changes to be shown, ${waiting.placements} messages and ${waiting.followUps} reminders that are due.`,
  )
  for (const { id, title } of await directory.schemes()) {
    const scheme = store.forScheme(id)
    const things = stuckThings(await scheme.listStuck({}))
    if (things.length === 0) say(`${title}: nothing is stuck.`)
    else well = false
    const ids = [...new Set(things.flatMap(({ requestId }) => requestId ?? []))]
    const requests = await scheme.listRequests({ ids })
    for (const why of STUCK_WHYS) {
      const own = things.filter((thing) => thing.why === why)
      if (own.length === 0) continue
      say(`${title}: ${own.length} ${HEADINGS[why]} ${WHAT_TO_DO[why]}${HOW[why]}`)
      for (const thing of own.slice(0, MOST_LINES)) say(`  ${lineOf(thing, requests)}`)
      if (own.length > MOST_LINES) say(`  and ${own.length - MOST_LINES} more`)
    }
  }
  return well
}

const MOST_LINES = 20

const HEADINGS: Record<StuckThing['why'], string> = {
  should_be_gone: 'that were taken back and may still stand there.',
  uncertain: 'of which nobody knows whether they arrived.',
  unreachable: 'that could not be delivered.',
  failing: 'that failed again and again.',
}

const BY_COORDINATOR = ' A coordinator settles it: type “stuck” in the chat.'
const BY_OPERATOR = ' Try again with: reciprocal requeue [REF]'

const HOW: Record<StuckThing['why'], string> = {
  should_be_gone: BY_COORDINATOR,
  uncertain: BY_COORDINATOR,
  unreachable: BY_OPERATOR,
  failing: BY_OPERATOR,
}

function lineOf(thing: StuckThing, requests: readonly RequestRecord[]): string {
  const request = requests.find(({ id }) => id === thing.requestId)
  const code = request?.reference ?? request?.workingCode ?? 'no code yet'
  const to = thing.partnerId ?? thing.personId
  return [code, thing.what.replaceAll('_', ' '), to && `to ${to}`, thing.note && `(${thing.note})`]
    .filter(Boolean)
    .join(' ')
}
