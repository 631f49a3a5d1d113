import type { IncomingMessage } from 'node:http'
import { isIP, isIPv4 } from 'node:net'
import proxyAddr from 'proxy-addr'
import { RateLimiterMemory } from 'rate-limiter-flexible'

/** What a source may spend: an answer costs one point, a refusal ten. */
const POINTS_A_MINUTE = 600
const REFUSAL = 10
/** Where something genuine came from, nobody is shut out: a platform and somebody else may share an address. */
const GENUINE_FOR_MS = 24 * 60 * 60_000
const MOST_GENUINE = 10_000

/**
 * Where requests come from, and which of these sources have to wait. Kept by each process for itself: asking Redis
 * would cost every click a way there and back, and shut nobody out while Redis is away.
 */
export class Sources {
  readonly #isProxy: (address: string, hop: number) => boolean
  readonly #limiter: RateLimiterMemory
  readonly #genuine = new Map<string, number>()
  readonly #points: number

  /** `trustedProxies`: addresses, networks or `loopback`; only these are believed about whom they forward for. */
  constructor({
    trustedProxies = [],
    pointsAMinute = POINTS_A_MINUTE,
  }: {
    trustedProxies?: readonly string[]
    pointsAMinute?: number
  }) {
    this.#isProxy = proxyAddr.compile([...trustedProxies])
    this.#points = pointsAMinute
    this.#limiter = new RateLimiterMemory({ points: pointsAMinute, duration: 60 })
  }

  isProxy(address: string | undefined): boolean {
    return isIP(address ?? '') !== 0 && this.#isProxy(address ?? '', 0)
  }

  /** The address a request came from; of IPv6 the network, whose owner has all of its addresses. */
  of(request: IncomingMessage): string {
    const { remoteAddress = '' } = request.socket
    const forwarded = remoteAddress === '' ? '' : proxyAddr(request, this.#isProxy)
    return networkOf(isIP(forwarded) ? forwarded : remoteAddress)
  }

  /** Seconds for which this source is not heard; 0 when it is. */
  async waits(source: string): Promise<number> {
    if (this.isGenuine(source)) return 0
    const spent = await this.#limiter.get(source)
    return spent && spent.consumedPoints >= this.#points ? Math.ceil(spent.msBeforeNext / 1_000) : 0
  }

  /**
   * Something from this source was answered; true when it is not heard from now on. What a platform signed is a POST
   * that was not refused.
   */
  async answered(source: string, method: string | undefined, status: number): Promise<boolean> {
    if (method === 'POST' && status < 300) this.#remember(source)
    if (this.isGenuine(source)) return false
    const cost = status < 400 ? 1 : REFUSAL
    const { consumedPoints } = await this.#limiter.penalty(source, cost)
    return consumedPoints >= this.#points && consumedPoints - cost < this.#points
  }

  /** Whether something that a platform signed came from there not long ago. */
  isGenuine(source: string): boolean {
    return (this.#genuine.get(source) ?? 0) > Date.now()
  }

  #remember(source: string): void {
    this.#genuine.delete(source)
    this.#genuine.set(source, Date.now() + GENUINE_FOR_MS)
    const [oldest] = this.#genuine.keys()
    if (this.#genuine.size > MOST_GENUINE && oldest !== undefined) this.#genuine.delete(oldest)
  }
}

/** Throws when something in the list is no address, no network and no name of some. */
export function checkProxies(trusted: readonly string[]): void {
  proxyAddr.compile([...trusted])
}

const NETWORK_GROUPS = 4

/** An IPv4 address as it is, of an IPv6 address the first half. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (plain === '' || isIPv4(plain)) return plain
  const [left = '', right] = plain.toLowerCase().split('::')
  const head = left === '' ? [] : left.split(':')
  const tail = right ? right.split(':') : []
  const zeros = right === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0')
  return [...head, ...zeros, ...tail].slice(0, NETWORK_GROUPS).join(':')
}
