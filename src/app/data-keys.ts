import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type KeyProvider, keysFromText, newDataKey } from '../store/key-provider.js'
import { StartError } from './start-error.js'

/** The keys that were named; otherwise the ones of this data folder, made on a first run and kept there. */
export function dataKeys(named: string | undefined, dataDir: string): KeyProvider {
  if (named !== undefined) return readKeys(named, sentenceOf)
  const file = join(dataDir, 'data-keys')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, newDataKey(), { mode: 0o600 })
  }
  return readKeys(
    readFileSync(file, 'utf8'),
    () =>
      `${file} no longer holds the keys of the data beside it. Bring the old file back, or move ${dataDir} away to begin anew.`,
  )
}

const sentenceOf = (error: Error) => `${error.message}.`

function readKeys(text: string, sentence: (error: Error) => string): KeyProvider {
  try {
    return keysFromText(text)
  } catch (error) {
    throw new StartError(sentence(error as Error), { cause: error })
  }
}
