import { SchemeChanged } from '../store/directory.js'
import { DirectoryRefused } from '../store/directory-import.js'
import { StartError } from './start-error.js'

/** One sentence for what an operator can mend; anything else is a fault of the program and shown whole. */
export function operatorSentence(error: unknown): unknown {
  if (error instanceof StartError) return error.message
  if (error instanceof DirectoryRefused || error instanceof SchemeChanged) return `${error.message}.`
  return error
}
