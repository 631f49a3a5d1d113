import { isDict } from './check.js'
import type { Block, Dict, Element } from './types.js'

let counter = 0

/** Gives blocks and interactive elements the ids Slack makes up when the app left them out. Changes them in place. */
export function assignIds(blocks: Block[]): Block[] {
  for (const block of blocks) {
    if (!block.block_id) block.block_id = made()
    for (const element of elementsOf(block)) {
      if (element.type !== 'image' && !element.action_id) element.action_id = made()
    }
  }
  return blocks
}

/** The interactive elements of a block. */
export function elementsOf(block: Block): Element[] {
  if (block.type === 'actions') return Array.isArray(block.elements) ? block.elements.filter(isElement) : []
  const single =
    block.type === 'input' ? block.element : block.type === 'section' ? block.accessory : undefined
  return isElement(single) ? [single] : []
}

export function isBlocks(value: unknown): value is Block[] {
  return Array.isArray(value) && value.every((b) => isDict(b) && typeof b.type === 'string')
}

/** The characters of a text object, or undefined. */
export function wordsOf(value: unknown): string | undefined {
  return isDict(value) && typeof value.text === 'string' ? value.text : undefined
}

function isElement(value: unknown): value is Element & Dict {
  return isDict(value) && typeof value.type === 'string'
}

function made(): string {
  counter += 1
  return `x${counter.toString(36)}`
}
