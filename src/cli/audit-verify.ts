import { StartError } from '../app/start-error.js'
import { verifyChain } from '../core/audit/chain.js'
import { sha256Hasher } from '../store/hasher.js'
import { type OpenedStore, verifyAccess } from '../store/index.js'

/** Checks both chains of every scheme. Throws at the first broken link, naming it. */
export async function auditVerify(
  { directory, audit }: Pick<OpenedStore, 'directory' | 'audit'>,
  say: (line: string) => void,
): Promise<void> {
  for (const { id: schemeId, title } of await directory.schemes()) {
    const requestIds = await audit.requestIds(schemeId)
    for (const requestId of requestIds) {
      const fault = await atSecondLook(async () => {
        const chain = await audit.transitionsOf(schemeId, requestId)
        return chain && verifyChain(chain.entries, chain.head, sha256Hasher)
      })
      if (fault) throw new StartError(`${title}: request ${requestId}, entry ${fault.seq}: ${fault.fault}.`)
    }
    const days = await audit.accessDays(schemeId)
    for (const day of days) {
      const fault = await atSecondLook(async () =>
        verifyAccess(await audit.accessEntries(schemeId, day), sha256Hasher),
      )
      if (fault) throw new StartError(`${title}: access on ${day}, entry ${fault.seq}: ${fault.fault}.`)
    }
    say(`${title}: ${requestIds.length} transition chains and ${days.length} days of access are whole.`)
  }
}

/** An entry written while a chain is read looks like a break; a real one is still there at a second look. */
async function atSecondLook<T>(look: () => Promise<T | null>): Promise<T | null> {
  return (await look()) && look()
}
