/**
 * As much markdown as Teams reads in a text block or a fact, as HTML: bold, italic, links, addresses that become
 * links, lists, and a backslash before a sign that is to stay what it is.
 */
export function teamsMarkdown(text: string): string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const html: string[] = []
  let open: 'ul' | 'ol' | undefined
  for (const line of lines) {
    const item = /^\s*(?:([-*+])|\d+[.)])\s+(.*)$/.exec(line)
    const list = item ? (item[1] ? 'ul' : 'ol') : undefined
    if (open && open !== list) html.push(`</${open}>`)
    if (list && open !== list) html.push(`<${list}>`)
    open = list
    html.push(item ? `<li>${inline(item[2] ?? '')}</li>` : `<p>${inline(line)}</p>`)
  }
  if (open) html.push(`</${open}>`)
  return html.join('')
}

const MARKS = [
  String.raw`\\(?<sign>[!-/:-@[-${'`'}{-~])`,
  String.raw`(?<entity>&(?:#\d+|#x[\da-f]+|[a-z]\w*);)`,
  String.raw`\*\*(?<bold>(?:\\.|[^\\*])+)\*\*`,
  String.raw`(?<!\w)_(?<under>(?:\\.|[^\\_])+)_(?!\w)`,
  String.raw`\*(?<star>(?:\\.|[^\\*])+)\*`,
  String.raw`\[(?<words>(?:\\.|[^\\\]])+)\]\((?<to>https?:\/\/[^\s)]+)\)`,
  String.raw`(?<address>https?:\/\/[^\s<>]+)`,
  '(?<raw>[&<>"])',
].join('|')

function inline(text: string): string {
  return text.replaceAll(new RegExp(MARKS, 'gi'), (found, ...rest) => {
    const mark = rest.at(-1) as Partial<Record<string, string>>
    if (mark.sign !== undefined) return escaped(mark.sign)
    if (mark.entity !== undefined) return mark.entity
    if (mark.bold !== undefined) return `<strong>${inline(mark.bold)}</strong>`
    const italic = mark.under ?? mark.star
    if (italic !== undefined) return `<em>${inline(italic)}</em>`
    if (mark.to !== undefined) return link(mark.to, inline(mark.words ?? ''))
    if (mark.address !== undefined) return link(mark.address, escaped(mark.address))
    return escaped(found)
  })
}

function link(to: string, words: string): string {
  return `<a href="${escaped(to)}">${words}</a>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
}
