import type { Part } from './view.js'

/** What a nominating officer asked for and still waits for an answer. */
export function wishParts(lines: string[]): Part[] {
  return listOf('Asked for, and not seen to yet', lines)
}

/** Reasons, notes and contacts, for coordinator and nominating officer. */
export function noteParts(lines: string[]): Part[] {
  return listOf('Notes', lines)
}

function listOf(title: string, lines: string[]): Part[] {
  return lines.length === 0 ? [] : [{ part: 'list', title, items: lines.map((text) => ({ text })) }]
}
