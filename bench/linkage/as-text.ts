import type { View } from '../../src/bots/views/view.js'

/** What a reader sees of a view: its words, line by line, without buttons. */
export function asText({ parts }: View): string {
  return parts
    .flatMap((part): string[] => {
      switch (part.part) {
        case 'heading':
        case 'note':
          return [part.text]
        case 'text':
          return [part.title ?? '', part.text].filter(Boolean)
        case 'status':
          return [part.words]
        case 'facts':
          return part.facts.map(({ label, value }) => `${label}: ${value.replaceAll('\n', '; ')}`)
        case 'list':
          return part.items.map(({ text }) => text)
        default:
          return []
      }
    })
    .join('\n')
}
