#!/usr/bin/env node
import { StartError } from '../app/start-error.js'
import { buildProgram } from './program.js'

try {
  await buildProgram((line) => console.log(line)).parseAsync()
} catch (error) {
  console.error(error instanceof StartError ? error.message : error)
  process.exitCode = 1
}
