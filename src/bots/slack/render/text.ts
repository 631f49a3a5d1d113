import type { MrkdwnElement, PlainTextElement } from '@slack/types'
import { cut, shorten } from '../../views/shorten.js'

/** Data as it is typed: `:smile:` and `<!channel>` stay what they are. */
export function plain(text: string, most: number): PlainTextElement {
  return { type: 'plain_text', text: cut(text, most) || '–', emoji: false }
}

/** Text with signs of ours in it. `verbatim` keeps Slack from turning data into links and mentions. */
export function markdown(text: string, most: number): MrkdwnElement {
  return { type: 'mrkdwn', text: text.length > most ? cut(text, most) : text || '–', verbatim: true }
}

/** Escaped for mrkdwn, and no longer than `most` once it is. */
export function escaped(text: string, most: number): string {
  return shorten(text, most, (character) => ESCAPES[character] ?? character)
}

export function bold(text: string, most: number): string {
  const words = escaped(text.replaceAll(/\s+/g, ' ').trim(), most - 2)
  return words && `*${words}*`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
