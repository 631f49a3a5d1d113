import { createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import { quantile } from './figures.js'

export interface Load {
  url: string
  signingSecret: string
  /** Bodies to send, each once. */
  bodies: readonly string[]
  /** Requests on their way at the same time. */
  atOnce: number
  /** Stands in every right answer. */
  expected: string
}

export interface LoadResult {
  perSecond: number
  p50: number
  p99: number
}

/** Sends signed requests over kept-alive connections, as many at once as told; a wrong answer ends the run. */
export async function fire({ url, signingSecret, bodies, atOnce, expected }: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const signed = bodies.map((body) => ({
    body,
    headers: { ...signedHeaders(body, signingSecret), 'content-length': String(Buffer.byteLength(body)) },
  }))
  const times: number[] = []
  let next = 0
  const sender = async () => {
    for (let one = signed[next++]; one; one = signed[next++]) {
      const began = performance.now()
      const answer = await send(agent, url, one)
      times.push(performance.now() - began)
      if (!answer.includes(expected)) throw new Error(`not what a click should end with: ${answer}`)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: atOnce }, sender))
  const seconds = (performance.now() - began) / 1_000
  agent.destroy()
  return { perSecond: bodies.length / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

function send(
  agent: Agent,
  url: string,
  { body, headers }: { body: string; headers: Record<string, string> },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = `${response.statusCode} `
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve(text))
      response.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

export function signedHeaders(body: string, signingSecret: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1_000))
  const mac = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${mac}`,
  }
}
