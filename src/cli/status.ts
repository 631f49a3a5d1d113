import { StartError } from '../app/start-error.js'
import { STATE_NAMES } from '../core/screen/state-names.js'
import { turnsOf, waitingForWords } from '../core/screen/waiting-for.js'
import type { OpenedStore } from '../store/index.js'

/** State, dates and whose turn it is. An operator is no coordinator: nothing of the form is printed. */
export async function status(
  opened: OpenedStore,
  schemeId: string,
  ref: string,
  say: (line: string) => void,
): Promise<void> {
  const store = opened.store.forScheme(schemeId)
  const [request] = await store.listRequests({ code: ref })
  if (!request) throw new StartError(`Nothing found for ${ref}.`)
  const offers = await store.listOffers({ requestIds: [request.id] })
  say(`${request.reference ?? request.workingCode ?? 'no code yet'}: ${STATE_NAMES[request.state]}`)
  if (request.erasedAt !== undefined) return say(`its content was erased on ${request.erasedAt}`)
  say(`in this state since ${request.enteredStateAt}, last activity ${request.lastActivityAt}`)
  say(`waiting for: ${waitingForWords(turnsOf(request, offers))}`)
}
