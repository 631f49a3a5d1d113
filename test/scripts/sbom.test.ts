import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../src/app/paths.js'

interface Bom {
  components: object[]
}
const { pageOf, refusedIn } = (await import(join(projectRoot, 'scripts', 'sbom.mjs'))) as {
  pageOf(bom: Bom): string
  refusedIn(bom: Bom): { name: string; licence: string }[]
}

const shipped = (name: string, licence?: string) => ({
  name,
  version: '1.0.0',
  licenses:
    licence === undefined ? [] : [/ /.test(licence) ? { expression: licence } : { license: { id: licence } }],
})

test.each([['GPL-3.0-only'], ['(MIT AND AGPL-3.0)'], ['SEE LICENSE IN file'], ['EPL-2.0'], [undefined]])(
  'a package under %s does not ship',
  (licence) => {
    const refused = refusedIn({ components: [shipped('good', 'MIT'), shipped('planted', licence)] })
    expect(refused.map(({ name }) => name)).toEqual(['planted'])
  },
)

test.each([['MIT'], ['(MIT OR GPL-2.0)'], ['(ISC AND CC-BY-3.0)']])('one under %s does', (licence) => {
  expect(refusedIn({ components: [shipped('good', licence)] })).toEqual([])
})

test('the page names every package with its version under its licence, and how many there are', () => {
  const page = pageOf({ components: [shipped('one', 'MIT'), shipped('two', 'MIT'), shipped('three', 'ISC')] })
  expect(page).toContain('| MIT | 2 |')
  expect(page).toContain('## MIT\n\none 1.0.0, two 1.0.0\n')
  expect(page).toContain('## ISC\n\nthree 1.0.0\n')
})
