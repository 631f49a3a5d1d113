import { setAway } from '../../src/core/people/set-away.js'
import type { Ports } from '../../src/core/ports.js'
import { recordEnquiry } from '../../src/core/request/record-enquiry.js'
import { startDraft } from '../../src/core/request/start-draft.js'
import { setIntake } from '../../src/core/scheme/set-intake.js'
import { showAccessLog, showLedger, showList, showPartners } from '../../src/core/screen/index.js'
import { settleTrouble } from '../../src/core/work/settle-trouble.js'
import type { Cell } from './expected-matrix.js'
import { accountOf, idOf, LONDON, type Platform, requestIdOf } from './matrix-world.js'

type Cells = Pick<Cell, 'row' | 'relation'>
/** How an ask went, with everything that was said or shown. */
export interface Answered {
  sign: '+' | '?' | '.'
  words: string
}
type Asked = (ports: Ports, cell: Cells, platform: Platform) => Promise<{ kind: string }>

/** Everybody asks the one scheme, also those who belong to another. */
const askOf = ({ row, relation }: Cells, platform: Platform) => ({
  schemeId: LONDON,
  actor: accountOf(row, relation, platform),
})
const keyed = (ports: Ports, cell: Cells, platform: Platform) => ({
  ...askOf(cell, platform),
  key: ports.ids.random(),
})
const AWAY = { from: '2026-04-01', to: '2026-04-02' }

/** What may be asked of the program that is about no one request, by its name in the matrix. */
export const SCHEME_WIDE: Readonly<Record<string, Asked>> = {
  record_enquiry: (ports, cell, on) =>
    recordEnquiry(ports, { ...keyed(ports, cell, on), newId: ports.ids.ordered() }),
  start_draft: (ports, cell, on) => {
    const onBehalf =
      cell.row === 'coordinator'
        ? ({ personId: idOf('nominating_officer', 'own'), confirmedBy: 'phone' } as const)
        : undefined
    return startDraft(ports, {
      ...keyed(ports, cell, on),
      newId: ports.ids.ordered(),
      ...(onBehalf && { onBehalf }),
    })
  },
  set_away: (ports, cell, on) => setAway(ports, { ...keyed(ports, cell, on), input: AWAY }),
  set_intake: (ports, cell, on) => setIntake(ports, { ...keyed(ports, cell, on), intake: 'open' }),
  read_ledger_all: (ports, cell, on) => showLedger(ports, askOf(cell, on)),
  read_ledger_own: (ports, cell, on) => showLedger(ports, askOf(cell, on)),
  read_partners: (ports, cell, on) => showPartners(ports, askOf(cell, on)),
  read_stuck: (ports, cell, on) => showList(ports, { ...askOf(cell, on), list: 'stuck' }),
  settle_stuck: (ports, cell, on) =>
    settleTrouble(
      ports,
      { ...keyed(ports, cell, on), target: { requestId: requestIdOf('circulated') } },
      'try_again',
    ),
  read_access_log: (ports, cell, on) => showAccessLog(ports, { ...askOf(cell, on), target: null }),
}

/** The same for somebody who is not on chat; only coordinators may. */
export function awayForLead(ports: Ports, cell: Cells, on: Platform) {
  const onBehalf = { personId: idOf('named_lead', 'own'), confirmedBy: 'phone' } as const
  return setAway(ports, { ...keyed(ports, cell, on), input: AWAY, onBehalf })
}

/**
 * What is in the matrix and cannot be asked for in any chat: the operator has it on the command line, or nobody has it
 * yet. Each is a promise that no word and no button of that name is there.
 */
export const IN_NO_CHAT = [
  'correct_ledger',
  'read_report',
  'verify_audit',
  'manage_people',
  'run_retention',
  'export_request',
]

/** Something that only waits for nothing is allowed; a form that is wrong was looked at, so it is allowed too. */
export function signOf(answer: { kind: string }): Answered {
  const words = JSON.stringify(answer)
  if (answer.kind === 'nothing_found') return { sign: '.', words }
  return { sign: answer.kind === 'refused' ? '?' : '+', words }
}
