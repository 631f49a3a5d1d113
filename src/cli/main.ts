#!/usr/bin/env node
import { operatorSentence } from '../app/operator-sentence.js'
import { buildProgram } from './program.js'

try {
  await buildProgram((line) => console.log(line)).parseAsync()
} catch (error) {
  console.error(operatorSentence(error))
  process.exitCode = 1
}
// Everything is closed by now; the engine that applies migrations would keep the process for ten seconds more.
process.exit()
