import { StartError } from '../app/start-error.js'
import type { Clock } from '../core/ports.js'
import { requeue } from '../core/work/settle-trouble.js'
import type { OpenedStore } from '../store/index.js'

/**
 * What failed too often or could not be delivered is tried again: of one request, or of every scheme. What is uncertain
 * is left alone: only a coordinator who has asked may send that again.
 */
export async function requeueStuck(
  { store, directory }: Pick<OpenedStore, 'store' | 'directory'>,
  clock: Clock,
  about: { ref: string | undefined; schemeId: string },
  say: (line: string) => void,
): Promise<void> {
  const schemeIds =
    about.ref === undefined ? (await directory.schemes()).map(({ id }) => id) : [about.schemeId]
  let count = 0
  for (const schemeId of schemeIds) {
    const scheme = store.forScheme(schemeId)
    if (about.ref === undefined) count += await requeue(scheme, clock)
    else {
      const [request] = await scheme.listRequests({ code: about.ref })
      if (!request) throw new StartError(`Nothing found for ${about.ref}.`)
      count += await requeue(scheme, clock, request.id)
    }
  }
  say(count === 0 ? 'Nothing waits for another try.' : `${count} tried again within a minute.`)
}
