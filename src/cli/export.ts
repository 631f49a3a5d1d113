import { closeSync, openSync, unlinkSync, writeFileSync } from 'node:fs'
import { StartError } from '../app/start-error.js'
import { type AskForExport, exportRequest } from '../core/export/export-request.js'
import type { Clock } from '../core/ports.js'
import type { OpenedStore } from '../store/index.js'
import { exportHtml, exportJson } from './export-file.js'

export interface ExportOptions extends AskForExport {
  schemeId: string
  format: string
  out: string
}

/** Writes everything held on one request to a new file that only its owner may read. Throws a sentence when refused. */
export async function exportToFile(
  { store, audit, directory }: Pick<OpenedStore, 'store' | 'audit' | 'directory'>,
  clock: Clock,
  options: ExportOptions,
  say: (line: string) => void,
): Promise<void> {
  const write = FORMATS.get(options.format)
  if (!write) throw new StartError('The format is json or html.')
  const schemes = await directory.schemes()
  if (!schemes.some(({ id }) => id === options.schemeId))
    throw new StartError(`There is no scheme ${options.schemeId} here.`)
  const file = newFile(options.out)
  try {
    const answer = await exportRequest({ clock }, store.forScheme(options.schemeId), audit, options)
    if ('refused' in answer) throw new StartError(answer.refused)
    writeFileSync(file, write(answer.held))
  } catch (error) {
    unlinkSync(options.out)
    throw error
  } finally {
    closeSync(file)
  }
  say(`${options.out}: everything held on ${options.ref}. Only you may read it; the export is on record.`)
}

const FORMATS = new Map([
  ['json', exportJson],
  ['html', exportHtml],
])

/** Opened before anything is put on record, so that an export that cannot be written is none. */
function newFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600)
  } catch (error) {
    throw new StartError(`${path} cannot be written, or is there already.`, { cause: error })
  }
}
