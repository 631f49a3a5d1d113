import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'

/** A new folder inside the run's own, gone after the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(inject('services').folder, 'local-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
