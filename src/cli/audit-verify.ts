import { StartError } from '../app/start-error.js'
import { verifyChain } from '../core/audit/chain.js'
import { sha256Hasher } from '../store/hasher.js'
import { type OpenedStore, verifyAccess } from '../store/index.js'

/** Checks both chains of every scheme. Throws at the first broken link, naming it. */
export async function auditVerify(opened: OpenedStore, say: (line: string) => void): Promise<void> {
  for (const { id: schemeId, title } of await opened.directory.schemes()) {
    const requestIds = await opened.audit.requestIds(schemeId)
    for (const requestId of requestIds) {
      const chain = await opened.audit.transitionsOf(schemeId, requestId)
      const fault = chain && verifyChain(chain.entries, chain.head, sha256Hasher)
      if (fault) throw new StartError(`${title}: request ${requestId}, entry ${fault.seq}: ${fault.fault}.`)
    }
    const days = await opened.audit.accessDays(schemeId)
    for (const day of days) {
      const fault = verifyAccess(await opened.audit.accessEntries(schemeId, day), sha256Hasher)
      if (fault) throw new StartError(`${title}: access on ${day}, entry ${fault.seq}: ${fault.fault}.`)
    }
    say(`${title}: ${requestIds.length} transition chains and ${days.length} days of access are whole.`)
  }
}
