import { StartError } from '../app/start-error.js'
import type { Ports } from '../core/ports.js'
import { eraseContent } from '../core/retention/erase-content.js'
import { type EndedCase, retentionDue } from '../core/retention/retention-due.js'
import { runRetention } from '../core/retention/sweep-retention.js'
import { whyNotErased } from '../core/retention/tombstone.js'
import type { OpenedStore } from '../store/index.js'

type Schemes = Pick<OpenedStore['directory'], 'schemes'>

/** Does the day's retention of every scheme now; `dryRun` only says what it would do. */
export async function retentionRun(
  ports: Ports,
  directory: Schemes,
  { dryRun }: { dryRun: boolean },
  say: (line: string) => void,
): Promise<void> {
  for (const { id, title } of await directory.schemes()) {
    const store = ports.store.forScheme(id)
    const { due, held } = await retentionDue(store, ports.clock.now())
    if (dryRun) say(`${title}: ${due.length} would be erased, ${held.length} are held.`)
    else {
      const erased: EndedCase[] = []
      let dropped = 0
      for (let more = true; more; ) {
        const part = await runRetention(ports, store)
        erased.push(...part.erased)
        dropped += part.dropped
        // What could not be erased just now is tried again tomorrow.
        more = part.more && part.erased.length + part.dropped > 0
      }
      say(`${title}: ${erased.length} erased, ${held.length} held, ${dropped} audit streams dropped.`)
      for (const each of erased) say(`  ${lineOf(each)}`)
    }
    for (const each of dryRun ? [...due, ...held] : held) say(`  ${lineOf(each)}`)
  }
}

/** Erases one request for good. Throws a sentence when it may not be, or when it was not confirmed. */
export async function retentionErase(
  ports: Ports,
  { ref, confirm, schemeId }: { ref: string; confirm: string | undefined; schemeId: string },
  say: (line: string) => void,
): Promise<void> {
  const [request] = await ports.store.forScheme(schemeId).listRequests({ code: ref })
  if (!request) throw new StartError(`Nothing found for ${ref}.`)
  const why = request.erasedAt === undefined ? whyNotErased(request) : null
  if (why !== null) throw new StartError(why)
  if (confirm !== ref) throw new StartError(`This cannot be undone. To erase it, add: --confirm ${ref}`)
  const erased = await eraseContent(ports, schemeId, request.id, {
    ordered: 'operator',
    whyNot: whyNotErased,
  })
  if (erased.kind === 'refused') throw new StartError(erased.say)
  say(
    erased.kind === 'nothing'
      ? `${ref} was erased before. Nothing was changed.`
      : `${ref} is erased. Messages about it disappear within minutes, while the program runs.`,
  )
}

function lineOf({ reference, state, endedOn, dueOn, heldUntil }: EndedCase): string {
  const held = heldUntil === null ? '' : `; held, to be looked at again on ${heldUntil}`
  return `${reference}: ${state} on ${endedOn}, due on ${dueOn}${held}`
}
