import { closest, distance } from 'fastest-levenshtein'
import { confirmWords } from '../core/people/confirmation.js'
import { COMMANDS, type Command, mayUse, type Reply, type Typist } from './commands.js'
import { say } from './dialogue/speaker.js'

/** Answers what somebody typed: the command, or the nearest word and where to find the others. */
export async function runCommand(typist: Typist, typed: string): Promise<Reply> {
  const found = findCommand(typed)
  if (found.kind === 'unknown') return say(`${unknownWords(found.nearest)} ${typist.scheme.texts.emergency}`)
  const { command, argument } = found
  if (!mayUse(command, typist.person)) {
    const first = confirmWords(typist.person, typist.scheme)
    if (first) return say(first)
    return say(`“${command.name}” is not for your role. Type “help” to see what is.`)
  }
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
