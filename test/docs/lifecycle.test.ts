import { expect, test } from 'vitest'
import { LIFECYCLE, type Transition } from '../../src/core/request/lifecycle.js'
import type { State } from '../../src/core/request/states.js'
import { STATE_NAMES } from '../../src/core/screen/state-names.js'

test('the drawn lifecycle is the one of the program (write it anew with: npm test -- test/docs -u)', async () => {
  await expect(drawing(LIFECYCLE)).toMatchFileSnapshot('../../docs/lifecycle.md')
})

function drawing(rows: readonly Transition[]): string {
  const moves = rows.flatMap((row) => row.from.map((from) => ({ ...row, state: from })))
  const arrows = new Map<string, string[]>()
  for (const { state, to, action } of moves) {
    if (to === 'same') continue
    const target = to === 'held_from' ? 'the state it left' : STATE_NAMES[to]
    const key = `${STATE_NAMES[state]}|${target}`
    arrows.set(key, [...(arrows.get(key) ?? []), action.replaceAll('_', ' ')])
  }
  return [
    '# The life of a request',
    '',
    'Drawn from `src/core/request/lifecycle.ts` by the tests; write it anew with `npm test -- test/docs -u`.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...[...arrows].map(([key, actions]) => {
      const [from = '', to = ''] = key.split('|')
      return `  ${id(from)} --> ${id(to)}: ${[...new Set(actions)].join(', ')}`
    }),
    ...Object.values(STATE_NAMES).map((name) => `  ${id(name)}: ${name}`),
    '```',
    '',
    '| step | from | to | who | offer must be | on behalf |',
    '|---|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.action.replaceAll('_', ' ')} | ${row.from.map(plain).join(', ')} | ${row.to === 'same' ? 'unchanged' : row.to === 'held_from' ? 'the state it left' : plain(row.to)} | ${row.by.map(plain).join(', ')} | ${(row.offer ?? []).map(plain).join(', ')} | ${row.onBehalf ? 'yes' : ''} |`,
    ),
    '',
  ].join('\n')
}

function id(name: string): string {
  return name.replaceAll(/[^A-Za-z]+/g, '_')
}

function plain(word: State | string): string {
  return word.replaceAll('_', ' ')
}
