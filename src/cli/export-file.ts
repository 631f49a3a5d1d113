import type { HeldOnRequest } from '../core/export/export-request.js'
import { exportSections } from '../core/export/export-sections.js'

/** Everything as it is recorded, for a program to read. */
export function exportJson({ facts, ...held }: HeldOnRequest): string {
  const { request, approvals, offers, notices, people, partners } = facts
  const named = new Set(JSON.stringify({ ...held, request, approvals, offers, notices }).match(/[\w-]+/g))
  const content = {
    ...held,
    request: { ...request, form: { ...request.form } },
    approvals,
    offers,
    notices,
    people: people
      .filter(({ id }) => named.has(id))
      .map(({ id, name, organisationId }) => ({ id, name, organisationId })),
    organisations: partners.filter(({ id }) => named.has(id)).map(({ id, name }) => ({ id, name })),
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

/** One page that needs nothing from anywhere else. */
export function exportHtml(held: HeldOnRequest): string {
  const { request } = held.facts
  const title = `Everything held on ${request.reference ?? request.workingCode ?? 'this request'}`
  const sections = exportSections(held).map(({ heading, entries }) => {
    const filled = entries.filter((facts) => facts.length > 0)
    const lists = filled.map(
      (facts) =>
        `<dl>${facts.map(({ label, value }) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`,
    )
    return `<h2>${escaped(heading)}</h2>\n${lists.length > 0 ? lists.join('\n') : '<p>Nothing is recorded.</p>'}`
  })
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>For the nominating officer who asked for it. Please read it before anything of it is handed on: it names other people,
and where somebody lives now may be told from it. Times are UTC.</p>
${sections.join('\n')}
</body>
</html>
`
}

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#222}
h2{margin-top:2rem;border-bottom:1px solid #bbb}dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.1rem 1rem;
margin:0 0 1rem;padding-bottom:.5rem;border-bottom:1px dotted #ddd}dt{color:#555}dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}`

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '')
}
