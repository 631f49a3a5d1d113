import type { Colour, RichTextBlock, TextBlock, TextRun } from './model.js'

/**
 * Running text. Teams reads markdown in text blocks and in facts, but never in the runs of a rich text block:
 * there, what was typed stays what it is, line breaks included, and no address becomes a link.
 */
export function rich(...inlines: TextRun[]): RichTextBlock {
  return { type: 'RichTextBlock', inlines }
}

export function run(text: string, how: Omit<TextRun, 'type' | 'text'> = {}): TextRun {
  return { type: 'TextRun', text: literal(text) || '–', ...how }
}

export function bold(text: string, color?: Colour): TextRun {
  return run(oneLine(text), { weight: 'bolder', ...(color && { color }) })
}

/** Names what stands below it: larger than the names of facts and items there. */
export function title(text: string): TextRun {
  return { ...bold(text), size: 'medium' }
}

export function quiet(text: string): TextRun {
  return run(text, { isSubtle: true, size: 'small' })
}

/** Cards write the date in `{{DATE(…)}}` anew, in any text: a space that nobody sees keeps it as it was typed. */
export function literal(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/\{(?=\{(?:DATE|TIME)\()/g, '{\u2060')
}

/** One line for a place where Teams reads markdown, written so that it finds none. */
export function markdown(text: string): string {
  return literal(oneLine(text))
    .replaceAll(/[\\*_[\]`~<]/g, '\\$&')
    .replaceAll(/&(?=#?\w+;)/g, '\\&')
    .replaceAll(/:(?=\/\/)|@(?=\S)|(?<=www)\./gi, '\\$&')
    .replace(/^(?:#{1,6}(?=\s|$)|>|=|[-+](?=\s|$|-))/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
}

/** For words of ours that name a field's error, and for headings. */
export function textBlock(text: string, how: Omit<TextBlock, 'type' | 'text' | 'wrap'> = {}): TextBlock {
  return { type: 'TextBlock', text: markdown(text) || '–', wrap: true, ...how }
}

export function heading(text: string): TextBlock {
  return textBlock(text, { style: 'heading', size: 'large', weight: 'bolder' })
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
