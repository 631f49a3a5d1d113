import { type } from '../end-to-end/acting.js'
import { COORDINATOR, type Staged } from '../end-to-end/stage.js'
import { type World, wordsOf } from '../end-to-end/world.js'

/** What a coordinator can find out about a request from her own screen. */
export interface CoordinatorReads {
  /** Names of the partners behind these words. */
  notReached: ReadonlySet<string>
  notSure: ReadonlySet<string>
  /** Names of those in whose rooms something may still stand that was taken back. */
  mayStillStand: ReadonlySet<string>
  /** When she was told that something did not arrive; milliseconds. */
  toldAt: readonly number[]
}

export async function whatCoordinatorReads(world: World, staged: Staged): Promise<CoordinatorReads> {
  const { reference } = await staged.record()
  const words = wordsOf(await type(world, COORDINATOR, `status ${reference}`))
  return {
    notReached: listed(words, 'Not reached'),
    notSure: listed(words, 'Not sure whether reached'),
    mayStillStand: new Set([...words.matchAll(/^\W*(.+): .*still stand/gm)].map(([, name]) => String(name))),
    toldAt: world.slack.store
      .dms(world.userId(COORDINATOR))
      .filter((message) => /Something did not arrive/.test(wordsOf(message)))
      .filter((message) => wordsOf(message).includes(`${reference}`))
      .map(({ postedAt }) => postedAt),
  }
}

/** The names behind this label. */
function listed(words: string, label: string): ReadonlySet<string> {
  const names = new RegExp(`${label}\\*?\\s+(.+)`).exec(words)?.[1] ?? ''
  const trimmed = names.split(',').map((name) => name.trim())
  return new Set(trimmed.filter(Boolean))
}
