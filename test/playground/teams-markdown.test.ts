import { expect, test } from 'vitest'
import { markdown } from '../../src/bots/teams/render/text.js'
import { teamsMarkdown } from '../../src/playground/page/teams/markdown.js'

test.each([
  ['**two** _words_ and *more*', '<p><strong>two</strong> <em>words</em> and <em>more</em></p>'],
  ['[a page](https://example.org/a?b=1)', '<p><a href="https://example.org/a?b=1">a page</a></p>'],
  ['see https://example.org', '<p>see <a href="https://example.org">https://example.org</a></p>'],
  ['- one\n- two', '<ul><li>one</li><li>two</li></ul>'],
  ['1. one\n2. two', '<ol><li>one</li><li>two</li></ol>'],
  ['one\n\ntwo', '<p>one</p><p>two</p>'],
  ['snake_case_name', '<p>snake_case_name</p>'],
])('%j is shown as Teams would', (text, html) => {
  expect(teamsMarkdown(text)).toBe(html)
})

test.each([
  ['**not bold**'],
  ['_not italic_'],
  ['[no link](https://example.org)'],
  ['https://example.org'],
  ['- no list'],
  ['1. no list'],
  ['<b onclick="x">no tag</b>'],
  ['&lt; stays'],
  ['a \\ b'],
])('%j as our cards write it is shown as it was typed', (typed) => {
  const shown = teamsMarkdown(markdown(typed)).replaceAll(/<\/?p>/g, '')
  expect(shown).not.toMatch(/<\w/)
  const read = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' } as const
  expect(shown.replaceAll(/&(?:lt|gt|quot|amp);/g, (sign) => read[sign as keyof typeof read])).toBe(typed)
})

test('no text becomes a tag of its own', () => {
  expect(teamsMarkdown('<img src=x onerror=alert(1)> & "more"')).toBe(
    '<p>&lt;img src=x onerror=alert(1)&gt; &amp; &quot;more&quot;</p>',
  )
  expect(teamsMarkdown('[x](javascript:alert(1))')).not.toContain('<a')
})
