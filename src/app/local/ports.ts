import { createServer } from 'node:net'

/** A free loopback port: the one of last time where possible, so that addresses stay the same. */
export async function freePort(remembered?: number): Promise<number> {
  return (remembered !== undefined && (await tryPort(remembered))) || (await tryPort(0)) || freePort()
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
