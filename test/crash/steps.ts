import type { BotAction } from '../../src/bots/views/bot-action.js'
import type { Values } from '../end-to-end/hands.js'
import { PAGES } from '../end-to-end/hands-refer.js'
import {
  COORDINATOR,
  dayOf,
  HOME,
  HOUSING_OFFICER,
  LANDLORD,
  LEAD,
  OFFICER,
  PARTNER,
} from '../end-to-end/stage.js'
import type { Arena } from './arena.js'
import { Person } from './person.js'
import { settle } from './settle.js'

/** One thing that happens on the way of a request, in which the program may be killed anywhere. */
export interface Step {
  title: string
  /** The step after which it happens; left out: nothing has happened yet. */
  after?: string
  /** What happens before it, undisturbed. */
  prepare?: (arena: Arena) => Promise<void>
  /** Sees to it that the program is killed there. One that has this is killed once before, also when nothing else is. */
  arm?: (arena: Arena, killAt: number | null) => Promise<void>
  act(arena: Arena): Promise<void>
}

const ANSWERS: Readonly<Record<string, Values>> = {
  ...PAGES,
  tenancy: { ...PAGES.tenancy, landlordId: LANDLORD, homeArea: 'E09000010' },
}

/** Presses the newest button of this action, and fills in the form that it opens, when it opens one. */
const press =
  (who: string, action: BotAction, values?: (arena: Arena) => Values, room?: string): Step['act'] =>
  async (arena) => {
    const person = new Person(arena, who)
    if (values) await person.decide(action, values(arena), { room })
    else await person.press(action, { room })
  }

const none = () => ({})

/** Time passes, and what is due by then is done. */
const later = (hours: number) => async (arena: Arena) => {
  await arena.moveTo(hence(arena, hours))
  await settle(arena)
}

const BEGIN = 'a professional begins a referral'
const SEND_IN = 'a professional sends a referral in'
const ASK = 'the coordinator sends it to the landlord'
const APPROVE = 'the lead approves'
const RELEASE = 'the coordinator releases the notice'
const OFFER = 'a housing officer offers a home'
const CHECK = 'the coordinator checks the area'
const CHOOSE = 'the nominating officer chooses the offer'
const ARRANGE = 'the nominating officer arranges the viewing'
const RECORD = 'the nominating officer records the viewing'
const ACCEPT = 'the nominating officer accepts the offer'

/** The journey of a request, and what branches off from it. */
export const STEPS: readonly Step[] = [
  {
    title: BEGIN,
    prepare: async (arena) => void (await new Person(arena, OFFICER).type('refer')),
    act: (arena) => new Person(arena, OFFICER).send(ANSWERS.consent ?? {}),
  },
  { title: SEND_IN, prepare: fillIn, act: (arena) => new Person(arena, OFFICER).send({}) },
  { title: ASK, after: SEND_IN, act: press(COORDINATOR, 'send_for_approval') },
  { title: APPROVE, after: ASK, act: press(LEAD, 'approve', () => ({ identityConfirmed: true })) },
  { title: RELEASE, after: APPROVE, act: press(COORDINATOR, 'release', none) },
  { title: OFFER, after: RELEASE, act: press(HOUSING_OFFICER, 'make_offer', () => HOME, PARTNER) },
  { title: CHECK, after: OFFER, act: press(COORDINATOR, 'check_area', () => ({ suitable: true })) },
  { title: CHOOSE, after: CHECK, act: press(OFFICER, 'choose_offer', none) },
  {
    title: ARRANGE,
    after: CHOOSE,
    act: press(OFFICER, 'arrange_viewing', (arena) => ({ viewingAt: hence(arena, 1).toISOString() })),
  },
  { title: RECORD, after: ARRANGE, prepare: later(2), act: press(OFFICER, 'record_viewing') },
  { title: ACCEPT, after: RECORD, act: press(OFFICER, 'accept_offer') },
  {
    title: 'the housing officer confirms the tenancy',
    after: ACCEPT,
    act: press(HOUSING_OFFICER, 'confirm_tenancy_start', (arena) => ({ startedOn: dayOf(arena.now()) })),
  },
  {
    title: 'the coordinator recalls the notice',
    after: RELEASE,
    act: press(COORDINATOR, 'recall', () => ({ reason: 'risk_changed' })),
  },
  {
    title: 'a chaser that is due goes out',
    after: ASK,
    act: async (arena) =>
      arena.moveTo(
        await firstMoment(arena, `"FollowUp" where state = 'pending' and kind like 'approval_chaser%'`),
      ),
  },
  {
    title: 'the daily batch edits the notices',
    after: CHOOSE,
    act: async (arena) => arena.moveTo(await firstMoment(arena, `"Placement" where state = 'planned'`)),
  },
  {
    title: 'the program comes back after weeks in which it was not there',
    after: APPROVE,
    arm: async ({ programs, jumpTo, now }, killAt) => {
      const weeksLater = new Date(now().getTime() + 29 * 24 * 3_600_000)
      programs.whenItDies({ before: () => jumpTo(weeksLater), killAt })
      await programs.ask('arm', 'store.completePlacement:before')
    },
    act: press(COORDINATOR, 'release', none),
  },
]

/** All pages of a referral but the last. */
async function fillIn(arena: Arena): Promise<void> {
  const officer = new Person(arena, OFFICER)
  await officer.type('refer')
  for (const [page, values] of Object.entries(ANSWERS)) if (page !== 'review') await officer.fill(values)
}

function hence(arena: Pick<Arena, 'now'>, hours: number): Date {
  return new Date(arena.now().getTime() + hours * 3_600_000)
}

/** When the first of these rows is due that is not due yet. */
async function firstMoment({ admin, now }: Arena, rows: string): Promise<Date> {
  const { rows: found } = await admin.query<{ at: Date }>(
    `select min("dueAt") as at from (select "dueAt" from ${rows}) due where "dueAt" > $1`,
    [now()],
  )
  if (!found[0]?.at) throw new Error(`nothing is promised among ${rows}`)
  return new Date(found[0].at.getTime() + 1)
}
