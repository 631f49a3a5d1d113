import { StoreUnavailable } from '../core/store-unavailable.js'
import { SchemeChanged } from '../store/directory.js'
import { DirectoryRefused } from '../store/directory-import.js'
import { SealBroken } from '../store/sealing.js'
import { StartError } from './start-error.js'

/** One sentence for what an operator can mend; anything else is a fault of the program and shown whole. */
export function operatorSentence(error: unknown): unknown {
  if (error instanceof StartError) return error.message
  if (error instanceof DirectoryRefused) return `${error.message}.`
  if (error instanceof SchemeChanged)
    return `${error.message}, or move .data/ away if it holds nothing but a trial.`
  if (error instanceof SealBroken)
    return `${error.message}: this data was stored with other keys. Bring those back beside or instead of the present ones.`
  if (error instanceof StoreUnavailable)
    return 'PostgreSQL does not answer at the address in DATABASE_URL, or refuses the user named there.'
  return fileSentence(error) ?? error
}

const FILE_TROUBLES: Readonly<Record<string, string>> = {
  EACCES: 'it belongs to another user or is closed',
  EPERM: 'it belongs to another user or is closed',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'no space is left',
  EISDIR: 'it is a folder',
}

function fileSentence(error: unknown): string | undefined {
  const { code = '', path } = (error ?? {}) as NodeJS.ErrnoException
  const trouble = FILE_TROUBLES[code]
  return trouble && path ? `${path} cannot be used: ${trouble}.` : undefined
}
