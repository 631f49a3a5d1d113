import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between the program and a service, and breaks the way in between. */
export interface Forwarder {
  /** The service's address with the forwarder's port in it. */
  url: string
  /** Breaks every connection at once; new ones get through. */
  cut(): void
  /**
   * Half-open: connections stay and new ones are taken, but nothing passes any more. With `answers` the questions still
   * get through. Whatever was connected before `thaw` stays dead for good, as behind a firewall that forgot it.
   */
  freeze(what?: 'both ways' | 'answers'): void
  /** New connections get through again. */
  thaw(): void
  close(): Promise<void>
}

/** A connection of the program and the one that it is forwarded to. */
interface Pair {
  near: Socket
  far: Socket | null
}

/** Forwards to the service at this address. */
export async function startForwarder(serviceUrl: string): Promise<Forwarder> {
  const address = new URL(serviceUrl)
  const target = { host: address.hostname, port: Number(address.port), noDelay: true }
  const pairs = new Set<Pair>()
  let frozen: 'no' | 'both ways' | 'answers' = 'no'
  const server = createServer({ noDelay: true }, (near) => {
    const far = frozen === 'both ways' ? null : connect(target)
    const pair = { near, far }
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far?.destroy()
    }
    for (const socket of [near, far]) socket?.on('error', end).on('close', end)
    if (far) near.pipe(far)
    if (frozen === 'no') far?.pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  address.port = String((server.address() as AddressInfo).port)
  return {
    url: address.href,
    cut() {
      for (const { near, far } of pairs) {
        near.resetAndDestroy()
        far?.destroy()
      }
    },
    freeze(what = 'both ways') {
      frozen = what
      for (const { near, far } of pairs) {
        far?.unpipe(near).pause()
        if (far && what === 'both ways') near.unpipe(far).pause()
      }
    },
    thaw() {
      frozen = 'no'
    },
    async close() {
      server.close()
      for (const { near, far } of pairs) {
        near.destroy()
        far?.destroy()
      }
      await once(server, 'close')
    },
  }
}
