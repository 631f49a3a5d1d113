import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type KeyProvider, keysFromText, newDataKey } from '../store/key-provider.js'
import { StartError } from './start-error.js'

/** The keys that were named; otherwise the ones of this data folder, made on a first run and kept there. */
export function dataKeys(named: string | undefined, dataDir: string): KeyProvider {
  if (named !== undefined) return readKeys(named)
  const file = join(dataDir, 'data-keys')
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, newDataKey(), { mode: 0o600 })
  }
  return readKeys(readFileSync(file, 'utf8').trim())
}

function readKeys(text: string): KeyProvider {
  try {
    return keysFromText(text)
  } catch (error) {
    throw new StartError(`${(error as Error).message}.`, { cause: error })
  }
}
