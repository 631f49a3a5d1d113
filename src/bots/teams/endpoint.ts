import type { IncomingMessage, ServerResponse } from 'node:http'
import type { InvokeResponse, TurnContext } from 'botbuilder'
import type { Log } from '../edges.js'
import { errorCode } from '../error-code.js'
import { InHand } from '../in-hand.js'
import { parseJson } from '../parse-json.js'
import { pathOf } from '../path-of.js'
import { readBody, refuseTooLarge } from '../read-body.js'
import { readActivity } from './activity.js'
import type { TeamsAdapter } from './adapter.js'
import { lastWords } from './answers.js'

const PATH = '/api/messages'

/**
 * The door for everything Teams sends. What is not signed by Teams for this app and for the address it names ends
 * here with 401, before anything is read or saved.
 */
export class TeamsEndpoint {
  readonly #adapter: TeamsAdapter
  readonly #run: (context: TurnContext) => Promise<void>
  readonly #log: Log
  readonly #inHand = new InHand()

  constructor(adapter: TeamsAdapter, run: (context: TurnContext) => Promise<void>, log: Log) {
    this.#adapter = adapter
    this.#run = run
    this.#log = log
  }

  /** Takes the request when it is for this door. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'POST' || pathOf(request) !== PATH) return false
    const work = this.#receive(request, response).catch((error: unknown) => {
      this.#log.error({ code: errorCode(error) }, 'teams request failed')
      reply(response, 500)
    })
    this.#inHand.add(work)
    return true
  }

  /** Waits for what is in hand. */
  async stop(): Promise<void> {
    await this.#inHand.empty()
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request)
    if (body.kind === 'gone') return
    if (body.kind === 'too_large') return refuseTooLarge(request, response)
    const activity = readActivity(parseJson(body.text))
    const header = request.headers.authorization ?? ''
    if (!activity) return reply(response, header ? 400 : 401)
    const genuine = await this.#adapter.authenticate(header, activity).catch((error: unknown) => {
      if (isOutage(error)) throw error
      this.#log.warn({ code: errorCode(error) }, 'a request that Teams did not sign was refused')
      return null
    })
    if (!genuine) return reply(response, 401)
    const turn = this.#adapter.takeTurn(genuine, activity, this.#run)
    const answer = await (activity.type === 'invoke' ? turn.catch((error) => this.#unanswered(error)) : turn)
    if (activity.type === 'invoke') return reply(response, 200, bodyOf(answer) ?? lastWords(activity.name))
    reply(response, 200, {})
  }

  /** The libraries around the handler failed: the person gets an answer all the same, and nothing of the error. */
  #unanswered(error: unknown): undefined {
    this.#log.error({ code: errorCode(error) }, 'outcome not known')
  }
}

/** Teams asks again when the body is empty, and shows an error for anything but 200. */
function bodyOf(answer: InvokeResponse | undefined): object | null {
  return answer?.status === 200 && answer.body ? (answer.body as object) : null
}

/** Microsoft's keys could not be fetched: that says nothing about the token, so Teams may try again. */
function isOutage(error: unknown): boolean {
  const { code, type } = error as { code?: string; type?: string }
  return type === 'system' || /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH)/.test(code ?? '')
}

function reply(response: ServerResponse, status: number, body?: object): void {
  if (response.headersSent) return
  if (!body) return void response.writeHead(status).end()
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}
