import { readDirectory, readScheme, schemeFileOf, schemeIdOf } from '../app/schemes.js'
import type { OpenedStore } from '../store/index.js'

/** Loads a directory file and the scheme it names. Everything is checked before anything is written. */
export async function directoryImport(
  opened: Pick<OpenedStore, 'directory'>,
  file: string,
  say: (line: string) => void,
): Promise<void> {
  const scheme = readScheme(schemeFileOf(schemeIdOf(file)))
  const directory = readDirectory(file, scheme)
  await opened.directory.loadScheme(scheme)
  const { people, organisations, workspaces, channels } = await opened.directory.importDirectory(directory)
  say(
    `${scheme.title}: ${organisations} organisations, ${directory.people.length} people, ${workspaces} workspaces, ${channels} channels.`,
  )
  say(`People: ${people.added} added, ${people.changed} changed, ${people.removed} removed.`)
}
