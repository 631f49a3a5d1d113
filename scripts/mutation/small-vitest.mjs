// The part of vitest that the pure tests of core use, collected into a list that can be run again and again in one
// process: mutation testing runs each test hundreds of times.
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
} from '@vitest/expect'
import * as chai from 'chai'

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(JestAsymmetricMatchers)

export const expect = (value, message) => chai.expect(value, message)
Object.assign(expect, chai.expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT])

/** @type {{ name: string, run: () => unknown }[]} */
export const collected = []
const path = []

export function describe(name, ...rest) {
  path.push(String(name))
  rest.findLast((part) => typeof part === 'function')()
  path.pop()
}
describe.each = (rows) => (name, body) => {
  for (const [index, row] of rows.entries()) describe(`${name} #${index}`, () => body(...argumentsOf(row)))
}

export function it(name, ...rest) {
  const run = rest.findLast((part) => typeof part === 'function')
  const full = [...path, String(name)].join(' > ')
  const same = collected.filter((test) => test.name === full || test.name.startsWith(`${full} (`)).length
  collected.push({ name: same > 0 ? `${full} (${same})` : full, run })
}
it.each = (rows) => (name, body) => {
  for (const [index, row] of rows.entries()) it(`${name} #${index}`, () => body(...argumentsOf(row)))
}

export const test = Object.assign((...about) => it(...about), { each: it.each })

function argumentsOf(row) {
  return Array.isArray(row) ? row : [row]
}
