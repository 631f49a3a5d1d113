/** Where the words of a message stand for its readers: in its summary, its card and its buttons. */
const READ: ReadonlySet<string> = new Set([
  'text',
  'title',
  'value',
  'label',
  'summary',
  'fallbackText',
  'altText',
])
/** What a button sends is no reader's, and neither is the address of the schema. */
const NOT_READ: ReadonlySet<string> = new Set(['data', '$schema'])

/** Every piece of text that somebody can read in a message, for the gate that reads along. */
export function readableIn(message: unknown): { text: string }[] {
  if (Array.isArray(message)) return message.flatMap(readableIn)
  if (typeof message !== 'object' || message === null) return []
  return Object.entries(message).flatMap(([key, value]) => {
    if (NOT_READ.has(key)) return []
    return typeof value === 'string' ? (READ.has(key) ? [{ text: value }] : []) : readableIn(value)
  })
}
