/** Acknowledges when something is shown, or in time anyway: for what saves nothing and may take longer. */
export async function ackWhenShown(shown: Promise<void>, ack: () => Promise<void>, withinMs: number) {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, withinMs)
  })
  await Promise.race([shown, late]).finally(() => clearTimeout(timer))
  await ack()
  await shown
}
