import { confirmAccount } from '../core/people/confirm-account.js'
import type { PageScreen } from '../core/placement/screens.js'
import type { PersonRecord } from '../core/request/records.js'
import type { Role } from '../core/request/states.js'
import { type Intake, setIntake } from '../core/scheme/set-intake.js'
import {
  type ListName,
  showAccessLog,
  showHome,
  showLedger,
  showList,
  showOffers,
  showPartners,
  showStatus,
} from '../core/screen/index.js'
import type { FormRequest } from './dialogue/open-form.js'
import { type Answer, answerWith, askOf, type Speaker, say, sayOutcome } from './dialogue/speaker.js'
import type { BotAction } from './views/bot-action.js'

/** Somebody who typed a command: known to the scheme, with roles. */
export interface Typist extends Speaker {
  person: PersonRecord
  /** Idempotency key of what was typed. */
  key: string
}

export type Reply = Answer | { kind: 'form'; open: FormRequest }

export interface Command {
  name: string
  aliases: readonly string[]
  /** Who finds it in their help; core decides again what they may do. */
  roles: readonly Role[]
  /** Also for whoever has to confirm their account first. */
  unconfirmed?: true
  argument?: { name: string; missing: string; optional?: true }
  help: string
  example: string
  /** Known before anything is read, because a platform opens a form within three seconds or not at all. */
  opensForm?: 'always' | 'without argument'
  /** What it shows is of cases or of the scheme: where answers stay, it is opened by a button and never stands in a chat. */
  showsCases?: true
  run(typist: Typist, argument: string): Promise<Reply>
}

const CASE_ROLES = ['nominating_officer', 'named_lead', 'housing_officer', 'coordinator'] as const
const EVERYBODY = [...CASE_ROLES, 'partner_manager', 'scheme_admin', 'reporter', 'auditor'] as const
const REFERENCE = { name: 'REF', missing: 'Please type the reference after it' }

const list = (name: ListName) => async (typist: Typist) =>
  answerWith(typist, await showList(typist.ports, { ...askOf(typist), list: name }))

const form = (action: BotAction) => async (): Promise<Reply> => ({
  kind: 'form',
  open: { action, target: null },
})

/** Every word the bot understands, for both platforms. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'refer',
    aliases: ['referral', 'new referral', 'new'],
    roles: ['nominating_officer', 'coordinator'],
    help: 'Start a referral. It is kept as a draft from step to step.',
    example: 'refer',
    opensForm: 'always',
    run: form('refer'),
  },
  {
    name: 'enquiry',
    aliases: ['new enquiry', 'enquire'],
    roles: ['nominating_officer', 'named_lead', 'coordinator'],
    help: 'Record a first contact about a possible referral.',
    example: 'enquiry',
    opensForm: 'always',
    run: form('record_enquiry'),
  },
  {
    name: 'status',
    aliases: ['show', 'request'],
    roles: CASE_ROLES,
    argument: REFERENCE,
    help: 'Where a request stands, with words ready to read to the applicant.',
    example: 'status ARC-7K3Q-26',
    showsCases: true,
    run: async (typist, code) =>
      answerWith(typist, await showStatus(typist.ports, { ...askOf(typist), target: { code } })),
  },
  {
    name: 'mine',
    aliases: ['my requests', 'my'],
    roles: CASE_ROLES,
    help: 'Everything open that you have a part in.',
    example: 'mine',
    showsCases: true,
    run: list('mine'),
  },
  {
    name: 'waiting',
    aliases: ['to do', 'todo'],
    roles: CASE_ROLES,
    help: 'What waits for you.',
    example: 'waiting',
    showsCases: true,
    run: list('waiting'),
  },
  {
    name: 'overdue',
    aliases: ['late'],
    roles: ['nominating_officer', 'named_lead', 'coordinator'],
    help: 'What should have happened by now.',
    example: 'overdue',
    showsCases: true,
    run: list('overdue'),
  },
  {
    name: 'stuck',
    aliases: ['undelivered', 'uncertain', 'requeue'],
    roles: ['coordinator'],
    help: 'What goes no further by itself, with what to do about it: messages that did not arrive, or perhaps.',
    example: 'stuck',
    showsCases: true,
    run: list('stuck'),
  },
  {
    name: 'offers',
    aliases: ['offer'],
    roles: ['nominating_officer', 'coordinator'],
    argument: REFERENCE,
    help: 'The offers on a request.',
    example: 'offers ARC-7K3Q-26',
    showsCases: true,
    run: async (typist, code) =>
      answerWith(typist, await showOffers(typist.ports, { ...askOf(typist), target: { code } })),
  },
  {
    name: 'ledger',
    aliases: ['balance', 'properties owed'],
    roles: ['coordinator', 'partner_manager'],
    help: 'Properties owed and due.',
    example: 'ledger',
    showsCases: true,
    run: async (typist) => answerWith(typist, await showLedger(typist.ports, askOf(typist))),
  },
  {
    name: 'partners',
    aliases: ['landlords'],
    roles: ['coordinator', 'scheme_admin'],
    help: 'The housing partners and where they have homes.',
    example: 'partners',
    showsCases: true,
    run: async (typist) => answerWith(typist, await showPartners(typist.ports, askOf(typist))),
  },
  {
    name: 'access-log',
    aliases: ['who has seen', 'openings', 'access log'],
    roles: ['coordinator', 'auditor'],
    argument: { name: '[REF]', missing: '', optional: true },
    help: 'Who has opened, read or been refused what: of one request, or in the last seven days.',
    example: 'access-log ARC-7K3Q-26',
    showsCases: true,
    run: async (typist, code) =>
      answerWith(
        typist,
        await showAccessLog(typist.ports, { ...askOf(typist), target: code === '' ? null : { code } }),
      ),
  },
  {
    name: 'intake',
    aliases: [],
    roles: ['coordinator'],
    argument: { name: '[open|paused|closed]', missing: '', optional: true },
    help: 'Open, pause or close the scheme for new referrals.',
    example: 'intake paused',
    opensForm: 'without argument',
    run: changeIntake,
  },
  {
    name: 'one-time-code',
    aliases: ['codes', 'one-time code', 'make code'],
    roles: ['coordinator', 'scheme_admin'],
    help: 'Make a code for a named lead, deputy, coordinator or scheme admin whose account is not confirmed yet.',
    example: 'one-time-code',
    opensForm: 'always',
    run: form('make_code'),
  },
  {
    name: 'code',
    aliases: ['confirm'],
    roles: [],
    unconfirmed: true,
    argument: { name: 'CODE', missing: 'Please type the code that was read out to you after it' },
    help: 'Confirm your account with the code that was read out to you.',
    example: 'code ABCD-2345',
    run: async (typist, code) =>
      sayOutcome(await confirmAccount(typist.ports, { ...askOf(typist), typed: code })),
  },
  {
    name: 'home',
    aliases: ['my page', 'start'],
    roles: EVERYBODY,
    help: 'Your own page: what waits for you, and what you wait for.',
    example: 'home',
    showsCases: true,
    run: async (typist) => answerWith(typist, await showHome(typist.ports, askOf(typist))),
  },
  {
    name: 'away',
    aliases: ['holiday', 'leave'],
    roles: ['named_lead'],
    help: 'Set the days on which you are away, and who decides for you.',
    example: 'away',
    opensForm: 'always',
    run: form('set_away'),
  },
  {
    name: 'on-behalf',
    aliases: ['on behalf of', 'on behalf'],
    roles: ['coordinator'],
    argument: { name: '[REF]', missing: '', optional: true },
    help: 'Record a step for somebody who is not on chat and has asked you to. Without a reference: a new referral or enquiry, or away dates.',
    example: 'on-behalf ARC-7K3Q-26',
    opensForm: 'always',
    run: async (_typist, code) => ({
      kind: 'form',
      open: { action: 'on_behalf', target: code === '' ? null : { code } },
    }),
  },
  {
    name: 'faq',
    aliases: ['questions', 'questions and answers'],
    roles: EVERYBODY,
    help: 'Questions that are often asked, and emergency contacts.',
    example: 'faq',
    run: async (typist) => answerWith(typist, page(faqPage(typist))),
  },
  {
    name: 'help',
    aliases: ['hello', 'hi', 'menu', '?'],
    roles: EVERYBODY,
    help: 'This list.',
    example: 'help',
    run: async (typist) => answerWith(typist, page(helpPage(typist))),
  },
]

/** Core decides again what somebody may do; this is what their help shows. */
export function mayUse(command: Command, person: PersonRecord): boolean {
  if (command.unconfirmed && person.withheld) return true
  return person.roles.some(({ role }) => command.roles.includes(role))
}

async function changeIntake(typist: Typist, argument: string): Promise<Reply> {
  if (argument === '') return { kind: 'form', open: { action: 'set_intake', target: null } }
  const wanted = (['open', 'paused', 'closed'] as const satisfies readonly Intake[]).find(
    (intake) => intake === argument.toLowerCase(),
  )
  if (!wanted) return say('Please type “intake open”, “intake paused” or “intake closed”.')
  const outcome = await setIntake(typist.ports, { ...askOf(typist), intake: wanted, key: typist.key })
  return sayOutcome(outcome)
}

function page(screen: PageScreen) {
  return { kind: 'screen' as const, screen, ref: null }
}

/** Shows each person the words for their own roles, and the emergency text (section 7). */
function helpPage({ person, scheme }: Typist): PageScreen {
  return {
    screen: 'page',
    title: scheme.title,
    intro: 'You can type these words to me. In a shared channel I only show notices.',
    sections: [
      ...COMMANDS.filter((command) => mayUse(command, person)).map((command) => ({
        heading: [command.name, command.argument?.name].filter(Boolean).join(' '),
        words: `${command.help} For example: ${command.example}`,
      })),
      { heading: 'In an emergency', words: scheme.texts.emergency },
    ],
  }
}

function faqPage({ scheme }: Typist): PageScreen {
  return {
    screen: 'page',
    title: 'Questions and answers',
    intro: '',
    sections: [
      ...scheme.texts.faq.map(({ question, answer }) => ({ heading: question, words: answer })),
      { heading: 'In an emergency', words: scheme.texts.emergency },
    ],
  }
}
