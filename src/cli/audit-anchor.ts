import { openAnchorFile } from '../app/anchor-file.js'
import { anchorLine } from '../core/audit/anchor.js'
import { sha256Hasher } from '../store/hasher.js'
import type { OpenedStore } from '../store/index.js'

/** Adds the heads of all chains, as they are now, to a file. */
export async function auditAnchor(
  { audit }: Pick<OpenedStore, 'audit'>,
  path: string,
  say: (line: string) => void,
): Promise<void> {
  const heads = await audit.heads()
  await openAnchorFile(path).add((last) => anchorLine(heads, new Date(), last, sha256Hasher))
  say(
    `${path}: the heads of ${heads.length} chains were added. Keep it where nobody who can change the database can.`,
  )
}
