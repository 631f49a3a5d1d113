import { WebClient, type WebClientOptions } from '@slack/web-api'
import { ChatError } from '../../core/placement/chat-error.js'
import type { Workspaces } from '../edges.js'
import type { Doing } from './doing.js'
import { keptAliveFetch } from './kept-alive-fetch.js'
import { chatErrorOf, isTokenError } from './slack-errors.js'

export interface SlackAccess {
  workspaces: Pick<Workspaces, 'findWorkspace'>
  /** The token of the one workspace that the app was installed in by hand. */
  token?: string
  /** Ends with `/api/`. */
  apiUrl: string
  clientOptions?: Pick<WebClientOptions, 'logger'>
  /** Milliseconds until a call counts as unanswered. */
  timeoutMs?: number
}

const TIMEOUT_MS = 10_000

/**
 * Web API clients by workspace. They never retry by themselves: a post that was repeated after a lost
 * answer stands in the channel twice. Throws `ChatError`s only.
 */
export class SlackClients {
  readonly #access: SlackAccess
  readonly #clients = new Map<string, WebClient>()

  constructor(access: SlackAccess) {
    this.#access = access
  }

  /** A refused token is looked up once more: the workspace may have been installed again meanwhile. */
  async call<T>(tenant: string, doing: Doing, run: (client: WebClient) => Promise<T>): Promise<T> {
    const known = this.#clients.has(tenant)
    try {
      return await run(await this.#client(tenant))
    } catch (error) {
      if (!isTokenError(error)) throw chatErrorOf(error, doing)
      this.#clients.delete(tenant)
      if (!known) throw chatErrorOf(error, doing)
    }
    try {
      return await run(await this.#client(tenant))
    } catch (error) {
      throw chatErrorOf(error, doing)
    }
  }

  async #client(tenant: string): Promise<WebClient> {
    const cached = this.#clients.get(tenant)
    if (cached) return cached
    const bound = await this.#access.workspaces
      .findWorkspace({ platform: 'slack', tenant, enterprise: null })
      .catch((cause: unknown) => {
        throw new ChatError('not_accepted', 'no_token_read', { cause })
      })
    const token = bound ? (bound.botToken ?? this.#access.token) : undefined
    if (!token) throw new ChatError('unreachable', bound ? 'not_installed' : 'not_bound')
    const client = new WebClient(token, slackClientOptions(this.#access))
    this.#clients.set(tenant, client)
    return client
  }
}

/** How every Slack client of the program is set up. */
export function slackClientOptions(access: Pick<SlackAccess, 'apiUrl' | 'clientOptions' | 'timeoutMs'>) {
  return {
    ...access.clientOptions,
    slackApiUrl: access.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: access.timeoutMs ?? TIMEOUT_MS,
    fetch: keptAliveFetch,
  } satisfies WebClientOptions
}
