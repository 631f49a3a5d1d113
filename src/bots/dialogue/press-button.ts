import { NOTHING_FOUND } from '../../core/outcome.js'
import { perform } from '../../core/perform.js'
import type { ActionName } from '../../core/request/step.js'
import { openDetails, showAccessLog, showOffers, showStatus, whoIs } from '../../core/screen/index.js'
import { settleTrouble } from '../../core/work/settle-trouble.js'
import { COMMANDS, type Reply } from '../commands.js'
import type { BotAction } from '../views/bot-action.js'
import { type ButtonValue, clickKey, targetOf } from '../views/button-value.js'
import { readTyped } from './read-later.js'
import type { Reception } from './reception.js'
import { type Answer, actorKey, answerWith, askOf, type Speaker, say, sayOutcome } from './speaker.js'

/** Buttons that answer with the same page as a typed word. */
const PAGES: Partial<Record<BotAction, string>> = {
  show_mine: 'mine',
  show_waiting: 'waiting',
  show_overdue: 'overdue',
  show_ledger: 'ledger',
  show_partners: 'partners',
  show_stuck: 'stuck',
  show_help: 'help',
  show_faq: 'faq',
}

/** A press that opens no form: it shows something, or takes its step at once. Pressed twice, it counts once. */
export async function pressButton(speaker: Speaker, value: ButtonValue): Promise<Answer> {
  const page = PAGES[value.action]
  if (page || value.action === 'read_typed') return showPage(speaker, page, value)
  const target = targetOf(value)
  if (!target) return say('This button is out of date. Please open the screen again.')
  const ask = { ...askOf(speaker), target }
  switch (value.action) {
    case 'open_details':
      return answerWith(speaker, await openDetails(speaker.ports, ask), value.ref)
    case 'show_access_log':
      return answerWith(speaker, await showAccessLog(speaker.ports, ask))
    case 'read_offers':
      return answerWith(speaker, await showOffers(speaker.ports, ask))
    case 'read_request':
    case 'read_approval_facts':
    case 'read_notice':
      return answerWith(speaker, await showStatus(speaker.ports, ask))
    case 'send_again':
    case 'confirm_gone':
    case 'try_again':
      return sayOutcome(
        await settleTrouble(speaker.ports, { ...ask, key: clickKey(value, actorKey(speaker)) }, value.action),
      )
    default:
      return act(speaker, value, ask)
  }
}

async function act(
  speaker: Speaker,
  value: ButtonValue,
  ask: ReturnType<typeof askOf> & { target: NonNullable<ReturnType<typeof targetOf>> },
): Promise<Answer> {
  const outcome = await perform(speaker.ports, {
    ...ask,
    action: value.action as ActionName,
    key: clickKey(value, actorKey(speaker)),
    ...(value.offerId && { offerId: value.offerId }),
  })
  const said = sayOutcome(outcome)
  return isSafety(value.action) && outcome.kind !== 'done' ? withEmergency(speaker, said) : said
}

function isSafety(action: BotAction): boolean {
  return action === 'raise_safety_concern' || action === 'report_risk_change'
}

/** Whoever is worried reads whom to phone, whatever became of the press. */
function withEmergency<S extends { say: string }>({ scheme }: Pick<Speaker, 'scheme'>, said: S): S {
  const { coordinatorTeam, coordinatorPhone, coordinatorHours } = scheme.words
  const phone = `Please phone ${coordinatorTeam} on ${coordinatorPhone} (${coordinatorHours}).`
  return { ...said, say: `${said.say} ${phone} ${scheme.texts.emergency}` }
}

/** A safety button that got no clear answer still says whom to phone. */
export async function withHelp(
  { rules }: Pick<Reception, 'rules'>,
  schemeId: string | undefined,
  value: ButtonValue,
  answer: Answer,
): Promise<Answer> {
  if (!isSafety(value.action) || answer.kind !== 'say' || answer.outcome === 'done' || !schemeId)
    return answer
  try {
    const scheme = await rules.of(schemeId)
    return answer.say.includes(scheme.texts.emergency) ? answer : withEmergency({ scheme }, answer)
  } catch {
    return { ...answer, say: `${answer.say} If anybody is in danger now, call 999.` }
  }
}

/** The page of this word, or of the word that was typed. */
async function showPage(speaker: Speaker, name: string | undefined, value: ButtonValue): Promise<Answer> {
  const person = await whoIs(speaker.ports, askOf(speaker))
  if (!person) return sayOutcome(NOTHING_FOUND)
  const typist = { ...speaker, person, key: clickKey(value, actorKey(speaker)) }
  const command = COMMANDS.find((each) => each.name === name)
  const reply: Reply | undefined = command ? await command.run(typist, '') : await readTyped(typist, value)
  return reply && reply.kind !== 'form' ? reply : say('There is nothing to show.')
}
