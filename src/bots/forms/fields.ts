import type { ReasonList, Scheme } from '../../core/scheme/scheme-file.js'
import type { Part } from '../views/view.js'
import type {
  ChoiceField,
  Field,
  InputField,
  ManyField,
  Named,
  NumberField,
  Option,
  TextField,
} from './form.js'

type Extra = Partial<Pick<Named, 'hint' | 'required'>>

const named = (name: string, label: string, { hint, required = true }: Extra): Named => ({
  name,
  label,
  ...(hint && { hint }),
  required,
})

/** Longest free text that core takes unless a step says otherwise. */
const TEXT = 1_000

export function text(
  name: string,
  label: string,
  extra: Extra & { max?: number; line?: true } = {},
): TextField {
  return { kind: 'text', ...named(name, label, extra), multiline: !extra.line, max: extra.max ?? TEXT }
}

export function number(name: string, label: string, extra: Extra & { decimals?: true } = {}): NumberField {
  return { kind: 'number', ...named(name, label, extra), decimals: extra.decimals ?? false }
}

/** Numbers of people: nothing typed means none. */
export function count(name: string, label: string, extra: Extra = {}): NumberField {
  return number(name, label, { ...extra, required: false })
}

export function choice(
  name: string,
  label: string,
  options: readonly Option[],
  extra: Extra = {},
): ChoiceField {
  return { kind: 'choice', ...named(name, label, extra), options: options.map(bare) }
}

export function many(name: string, label: string, options: readonly Option[], extra: Extra = {}): ManyField {
  return { kind: 'many', ...named(name, label, { required: false, ...extra }), options: options.map(bare) }
}

export function yesNo(name: string, label: string, extra: Extra = {}): InputField {
  return { kind: 'yesno', ...named(name, label, extra) }
}

/** A box; leaving it empty says no. */
export function tick(name: string, label: string, extra: Extra = {}): InputField {
  return { kind: 'tick', ...named(name, label, { required: false, ...extra }) }
}

export function date(name: string, label: string, extra: Extra = {}): InputField {
  return { kind: 'date', ...named(name, label, extra) }
}

export function dateTime(name: string, label: string, extra: Extra = {}): InputField {
  return { kind: 'datetime', ...named(name, label, extra) }
}

export function info(...parts: Part[]): Field {
  return { kind: 'info', parts }
}

export function words(text: string): Part {
  return { part: 'text', text }
}

/** A reason of one of the scheme's closed lists, and its note, which stays with coordinator and nominating officer. */
export function reason(scheme: Scheme, list: ReasonList): InputField[] {
  return [choice('reason', 'Reason', scheme.reasons[list]), note(NOTE_SEEN_BY)]
}

export function note(hint: string): TextField {
  return text('note', 'Note', { required: false, hint })
}

export const NOTE_SEEN_BY =
  'No names, addresses or numbers. Only the coordinator and the nominating officer see it. Some reasons need one.'

export const NO_NAMES = 'No names, addresses or numbers.'

export function areas(scheme: Scheme): Option[] {
  return scheme.areas.map(({ code, name }) => ({ id: code, label: name }))
}

function bare({ id, label }: Option): Option {
  return { id, label }
}
