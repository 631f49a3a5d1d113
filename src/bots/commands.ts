import { closest, distance } from 'fastest-levenshtein'
import type { PageScreen } from '../core/placement/screens.js'
import type { PersonRecord } from '../core/request/records.js'
import type { Role } from '../core/request/states.js'
import { type Intake, setIntake } from '../core/scheme/set-intake.js'
import {
  type ListName,
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
  argument?: { name: string; missing: string; optional?: true }
  help: string
  example: string
  /** Known before anything is read, because a platform opens a form within three seconds or not at all. */
  opensForm?: 'always' | 'without argument'
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
    run: async (typist, code) =>
      answerWith(typist, await showStatus(typist.ports, { ...askOf(typist), target: { code } })),
  },
  {
    name: 'mine',
    aliases: ['my requests', 'my'],
    roles: CASE_ROLES,
    help: 'Everything open that you have a part in.',
    example: 'mine',
    run: list('mine'),
  },
  {
    name: 'waiting',
    aliases: ['to do', 'todo'],
    roles: CASE_ROLES,
    help: 'What waits for you.',
    example: 'waiting',
    run: list('waiting'),
  },
  {
    name: 'overdue',
    aliases: ['late'],
    roles: ['nominating_officer', 'named_lead', 'coordinator'],
    help: 'What should have happened by now.',
    example: 'overdue',
    run: list('overdue'),
  },
  {
    name: 'stuck',
    aliases: ['undelivered', 'uncertain', 'requeue'],
    roles: ['coordinator'],
    help: 'What goes no further by itself, with what to do about it: messages that did not arrive, or perhaps.',
    example: 'stuck',
    run: list('stuck'),
  },
  {
    name: 'offers',
    aliases: ['offer'],
    roles: ['nominating_officer', 'coordinator'],
    argument: REFERENCE,
    help: 'The offers on a request.',
    example: 'offers ARC-7K3Q-26',
    run: async (typist, code) =>
      answerWith(typist, await showOffers(typist.ports, { ...askOf(typist), target: { code } })),
  },
  {
    name: 'ledger',
    aliases: ['balance', 'properties owed'],
    roles: ['coordinator', 'partner_manager'],
    help: 'Properties owed and due.',
    example: 'ledger',
    run: async (typist) => answerWith(typist, await showLedger(typist.ports, askOf(typist))),
  },
  {
    name: 'partners',
    aliases: ['landlords'],
    roles: ['coordinator', 'scheme_admin'],
    help: 'The housing partners and where they have homes.',
    example: 'partners',
    run: async (typist) => answerWith(typist, await showPartners(typist.ports, askOf(typist))),
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
    name: 'home',
    aliases: ['my page', 'start'],
    roles: EVERYBODY,
    help: 'Your own page: what waits for you, and what you wait for.',
    example: 'home',
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
    help: 'Record a step for somebody who is not on chat and has asked you to. Without a reference: a new referral or enquiry.',
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

/** Answers what somebody typed: the command, or the nearest word and where to find the others. */
export async function runCommand(typist: Typist, typed: string): Promise<Reply> {
  const found = findCommand(typed)
  if (found.kind === 'unknown') return say(`${unknownWords(found.nearest)} ${typist.scheme.texts.emergency}`)
  const { command, argument } = found
  if (!mayUse(command, typist.person))
    return say(`“${command.name}” is not for your role. Type “help” to see what is.`)
  if (command.argument && !command.argument.optional && argument === '')
    return say(`${command.argument.missing}, such as “${command.example}”.`)
  return command.run(typist, argument)
}

/** Whether what was typed leads to a form. */
export function opensForm(typed: string): boolean {
  const found = findCommand(typed)
  if (found.kind === 'unknown') return false
  const { opensForm: when } = found.command
  return when === 'always' || (when === 'without argument' && found.argument === '')
}

type Found =
  | { kind: 'command'; command: Command; argument: string }
  | { kind: 'unknown'; nearest: string | null }

/** Longest name first, so that "on behalf of REF" is not "on behalf" with the argument "of REF". Nothing typed is "help". */
export function findCommand(typed: string): Found {
  const words = typed.trim().replace(/\s+/g, ' ') || 'help'
  const lower = words.toLowerCase()
  for (const [name, command] of NAMES)
    if (lower === name || lower.startsWith(`${name} `))
      return { kind: 'command', command, argument: words.slice(name.length).trim() }
  const first = lower.split(' ', 1)[0] ?? lower
  const nearest = closest(
    first,
    COMMANDS.map((command) => command.name),
  )
  return { kind: 'unknown', nearest: distance(first, nearest) <= MOST_APART ? nearest : null }
}

/** Letters by which a misspelt word may differ from the command that was meant. */
const MOST_APART = 3

const NAMES = COMMANDS.flatMap((command) =>
  [command.name, ...command.aliases].map((name) => [name, command] as const),
).sort(([a], [b]) => b.length - a.length)

/** What was typed is not repeated: it may hold what nobody should write here. */
function unknownWords(nearest: string | null): string {
  const guess = nearest ? ` Did you mean “${nearest}”?` : ''
  return `I do not know that word.${guess} Type “help” to see what I understand.`
}

function mayUse(command: Command, person: PersonRecord): boolean {
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
