// Brings the Chromium that the browser tests use and prints where it is.
import { whenCalled } from './command.mjs'
import { load } from './load.mjs'

/** @returns {Promise<{ executablePath: string, args: string[], env: Record<string, string> }>} */
export async function bringChromium() {
  const { bringChromium: bring } = await load('test/support/chromium.ts')
  return bring((line) => console.error(line))
}

await whenCalled(import.meta.url, async () => console.log((await bringChromium()).executablePath))
