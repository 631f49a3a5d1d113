import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const docs = new URL('../../docs/screens/', import.meta.url)
const golden = new URL('../bots/golden/', import.meta.url)
const readme = readFileSync(new URL('README.md', docs), 'utf8')
const named = [...readme.matchAll(/\(([\w.-]+\.png)\)/g)].map(([, file]) => file)

test('every golden view and form page has its pictures, and no other is named (draw them: npm run screens)', () => {
  const pictures = [
    ['view', 'views'],
    ['form', 'forms'],
  ].flatMap(([kind, folder]) =>
    readdirSync(new URL(`${folder}/`, golden))
      .sort()
      .flatMap((name) => [`${kind}-${name}.png`, `${kind}-${name}-phone.png`]),
  )
  expect(named).toEqual(pictures)
})

test.each(named)('%s is there', (file = '') => {
  expect(existsSync(new URL(file, docs))).toBe(true)
})
