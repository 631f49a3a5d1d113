import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder that holds package.json; the same from sources, from the built program and from bundled scripts. */
export const projectRoot = folderAbove(dirname(fileURLToPath(import.meta.url)))

export const schemaFile = join(projectRoot, 'prisma', 'schema.prisma')
export const migrationsFolder = join(projectRoot, 'prisma', 'migrations')
export const schemesFolder = join(projectRoot, 'schemes')
/** Things that can be fetched or made again at any time. */
export const cacheFolder = join(projectRoot, '.cache')
/** Data of a first run without a named database. */
export const defaultDataFolder = join(projectRoot, '.data')

function folderAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('No package.json above the program')
  return folderAbove(parent)
}
