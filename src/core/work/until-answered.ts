import { StoreUnavailable } from '../store-unavailable.js'

/** Half a minute in all with the time that each try itself may take: less than any claim lasts. */
const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000]

/** Asks again while the store gives no answer: for what may be repeated, and would be a pity to forget. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS)
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  return ask()
}
