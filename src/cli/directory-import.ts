import { readDirectory, readScheme, schemeFileOf, schemeIdOf } from '../app/schemes.js'
import type { OpenedStore } from '../store/index.js'

/** Loads a directory file and the scheme it names. Everything is checked before anything is written. */
export async function directoryImport(
  opened: OpenedStore,
  file: string,
  say: (line: string) => void,
): Promise<void> {
  const scheme = readScheme(schemeFileOf(schemeIdOf(file)))
  const directory = readDirectory(file, scheme)
  await opened.directory.loadScheme(scheme)
  await opened.directory.importDirectory(directory)
  const { organisations, people, workspaces, channels } = directory
  say(
    `${scheme.title}: ${organisations.length} organisations, ${people.length} people, ${workspaces.length} workspaces, ${channels.length} channels.`,
  )
}
