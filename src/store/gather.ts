interface Waiting<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/**
 * Does alone what comes alone, and together what comes while the work before is still under way: a thousand messages
 * that are confirmed within two seconds then cost some dozens of statements. Nothing ever waits for others to come.
 */
export function gather<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  most = 100,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = []
  let busy = false
  const workOff = async () => {
    busy = true
    while (waiting.length > 0) {
      const together = waiting.splice(0, most)
      try {
        const results = await work(together.map(({ item }) => item))
        together.forEach(({ resolve }, n) => void resolve(results[n] as Result))
      } catch (error) {
        for (const { reject } of together) reject(error)
      }
    }
    busy = false
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!busy) void workOff()
    })
}
