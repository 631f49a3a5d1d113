import type { Block as LibraryBlock } from 'slack-blocks-to-jsx'
import type { Block } from '../../standins/slack/index.js'
import { isRecord } from './block-parts.js'

/** Breaks nothing on screen, and no mention or link can start across it. */
const JOINER = '\u2060'

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': `<${JOINER}`,
  '&gt;': `${JOINER}>`,
  '&amp;': '&',
}

/**
 * Texts as the library has to be told them to show what Slack shows. In Slack `verbatim` only stops links and
 * mentions from being made; the library then draws no bold either, and shows entities as they are written.
 */
export function forLibrary(blocks: Block[]): LibraryBlock[] {
  return JSON.parse(JSON.stringify(blocks, (_, value: unknown) => (isRecord(value) ? asText(value) : value)))
}

function asText(value: Record<string, unknown>): Record<string, unknown> {
  const { type, text, verbatim: _, ...rest } = value
  if (typeof text !== 'string') return value
  if (type === 'plain_text') return { type, text, ...rest, verbatim: rest.emoji === false }
  const shown = text.replaceAll(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
  return { type, text: shown, ...rest }
}
