import { type Agent, request } from 'node:http'
import { parsed, readBody } from './body.js'

/** How a request to the app ended, seen from the platform's side. */
export interface Posted {
  /** 0 when there was no answer. */
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  /** The answer's JSON, or undefined. */
  body: unknown
  durationMs: number
  timedOut: boolean
  /** Connection trouble, when there was no answer. */
  error: string | undefined
}

export interface Post {
  headers: Record<string, string | number>
  body: string | Buffer
  agent: Agent
  /** The platform waits so long for an answer, in milliseconds of real time. */
  timeoutMs: number
}

/** One POST to the app, of which every ending is a result: never throws. */
export function post(url: string, { headers, body, agent, timeoutMs }: Post): Promise<Posted> {
  const began = performance.now()
  return new Promise((resolve) => {
    let timedOut = false
    const finish = (part: Partial<Posted>) => {
      clearTimeout(timer)
      resolve({
        status: 0,
        headers: {},
        text: '',
        body: undefined,
        durationMs: performance.now() - began,
        timedOut,
        error: undefined,
        ...part,
      })
    }
    const outgoing = request(url, { method: 'POST', headers, agent }, async (answer) => {
      try {
        const text = (await readBody(answer)).toString('utf8')
        finish({ status: answer.statusCode ?? 0, headers: answer.headers, text, body: parsed(text) })
      } catch (error) {
        finish({ error: String(error) })
      }
    })
    const timer = setTimeout(() => {
      timedOut = true
      outgoing.destroy()
    }, timeoutMs)
    outgoing.on('error', (error) => finish({ error: timedOut ? 'timeout' : error.message }))
    outgoing.end(body)
  })
}
