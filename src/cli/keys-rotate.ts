import { StartError } from '../app/start-error.js'
import type { OpenedStore } from '../store/index.js'

/**
 * Seals everything anew under the first key of DATA_KEYS, while the programs run. Says how much, and at the end whether
 * the older keys may leave. Throws, naming places and never content, when something still needs one.
 */
export async function keysRotate(
  { keys }: Pick<OpenedStore, 'keys'>,
  say: (line: string) => void,
): Promise<void> {
  const { sealed, broken, busy } = await keys.rotate()
  for (const [table, count] of Object.entries(sealed))
    say(`${table}: ${count} sealed anew under ${keys.current}.`)
  const older = [...(await keys.uses())].filter(([id]) => id !== keys.current)
  for (const place of broken) say(`${place}.`)
  if (broken.length > 0)
    throw new StartError(
      `${broken.length} ${broken.length === 1 ? 'place' : 'places'} could not be opened: no key may leave DATA_KEYS before they are mended.`,
    )
  if (busy > 0 || older.length > 0)
    throw new StartError(
      `Something was written under ${older.map(([id]) => id).join(' and ') || 'an older key'} meanwhile: see that every process starts with ${keys.current} first, and run this again.`,
    )
  say(
    `Nothing is stored under any key but ${keys.current}: the others may leave DATA_KEYS, once every process starts with ${keys.current} first.`,
  )
}
