import { open } from 'node:fs/promises'
import { type AnchorFile, parseAnchor } from '../core/audit/anchor.js'

const CHUNK = 1024 * 1024

/** The file that an operator names; made when it is not there. Each line is on the disk before it counts as written. */
export function openAnchorFile(path: string): AnchorFile {
  return {
    async add(lineAfter) {
      const handle = await open(path, 'a+', 0o600)
      try {
        const { last, ended } = await readEnd(handle)
        const line = lineAfter(last)
        if (line === null) return
        // After a line that was only half written the next one begins a line of its own.
        await handle.appendFile(`${ended ? '' : '\n'}${line}\n`)
        await handle.sync()
      } finally {
        await handle.close()
      }
    },
  }
}

type Handle = Awaited<ReturnType<typeof open>>

/** The last whole line, read from behind: the file holds years. */
async function readEnd(handle: Handle): Promise<{ last: string | null; ended: boolean }> {
  const { size } = await handle.stat()
  let bytes = Buffer.alloc(0)
  for (let from = size; from > 0; ) {
    const length = Math.min(CHUNK, from)
    from -= length
    const chunk = Buffer.alloc(length)
    await handle.read(chunk, 0, length, from)
    bytes = Buffer.concat([chunk, bytes])
    const lines = bytes.toString('utf8').split('\n')
    // The first one may have begun before.
    const last = lines.slice(from > 0 ? 1 : 0).findLast((line) => parseAnchor(line) !== null)
    if (last !== undefined) return { last, ended: lines.at(-1) === '' }
  }
  return { last: null, ended: bytes.length === 0 || bytes.at(-1) === 0x0a }
}
