import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** Reads a small file of port and passwords; what is missing or damaged comes from `fresh`. */
export function readSettings<T extends object>(file: string, fresh: () => T): T {
  try {
    return { ...fresh(), ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<T>) }
  } catch {
    return fresh()
  }
}

export function writeSettings(file: string, settings: object): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

export const newPassword = (): string => randomBytes(24).toString('hex')
