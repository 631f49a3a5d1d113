// `npm run soak`: the long runs at full size, each bounded: every crash point, every outage, a thousand circulations over
// faulty wires, thousands of random sequences, a hundred thousand malformed requests, markers in thousands of requests, and
// ten minutes of steady work. Names choose parts, and --minutes says how long the steady part works:
// `npm run soak -- steady --minutes 2`. Exit code 1 when anything did not hold.
import { parseArgs } from 'node:util'
import { runTool, StepFailed, whenCalled } from './command.mjs'
import { generate } from './generate.mjs'

const PARTS = {
  steady: 'test/soak',
  crash: 'test/crash',
  outages: 'test/outages',
  wire: 'test/wire',
  property: 'test/property',
  fuzz: 'test/fuzz',
  canary: 'test/canary',
}

await whenCalled(import.meta.url, () => {
  const { values, positionals } = parseArgs({
    options: { minutes: { type: 'string', default: '10' } },
    allowPositionals: true,
  })
  const names = positionals.length > 0 ? positionals : Object.keys(PARTS)
  const unknown = names.find((name) => !Object.hasOwn(PARTS, name))
  if (unknown)
    throw new StepFailed(`There is no part "${unknown}". There are: ${Object.keys(PARTS).join(', ')}.`)
  if (!(Number(values.minutes) > 0)) throw new StepFailed('--minutes wants a number, such as --minutes 2.')
  generate()
  const env = { LONG_RUN: '1', SOAK_MINUTES: values.minutes }
  const failed = names.filter((name) => !holds(name, env))
  if (failed.length > 0) throw new StepFailed(`Did not hold: ${failed.join(', ')}.`)
})

/** @param {string} name @param {Record<string, string>} env */
function holds(name, env) {
  const began = Date.now()
  console.log(`— ${name}`)
  try {
    runTool('vitest/vitest.mjs', ['run', PARTS[name]], env)
    return true
  } catch (error) {
    if (error instanceof StepFailed) return false
    throw error
  } finally {
    console.log(`— ${name}: ${Math.round((Date.now() - began) / 1_000)} s`)
  }
}
