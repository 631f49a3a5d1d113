export interface TeamsCredentials {
  appId: string
  appPassword: string
  /** Authority that gives tokens; `/oauth2/v2.0/token` follows. */
  loginUrl: string
}

interface WebResource {
  headers: { set(name: string, value: string): unknown }
}

/** A token is fetched again this long before it ends. */
const EARLY_MS = 5 * 60_000
const TIMEOUT_MS = 5_000

/**
 * Tokens for the connector by OAuth's client credentials grant (RFC 6749, 4.4), kept until shortly before they end.
 * The SDK's own way there refuses every authority without TLS, and so any server of ours that stands in for Teams.
 */
export class ClientCredentials {
  readonly #options: TeamsCredentials
  readonly #tokens = new Map<string, { until: number; token: Promise<string> }>()

  constructor(options: TeamsCredentials) {
    this.#options = options
  }

  async isValidAppId(appId = ''): Promise<boolean> {
    return appId === this.#options.appId
  }

  /** Never: an app without an id is refused at start. */
  async isAuthenticationDisabled(): Promise<boolean> {
    return false
  }

  async createCredentials(appId: string, audience: string) {
    if (!(await this.isValidAppId(appId))) throw new Error('credentials for another app')
    return {
      signRequest: async <R extends WebResource>(request: R): Promise<R> => {
        request.headers.set('authorization', `Bearer ${await this.#token(audience)}`)
        return request
      },
    }
  }

  /** A token was refused: the next request asks for another. */
  forget(): void {
    this.#tokens.clear()
  }

  #token(audience: string): Promise<string> {
    const kept = this.#tokens.get(audience)
    if (kept && kept.until > Date.now()) return kept.token
    const entry = { until: Date.now() + EARLY_MS, token: Promise.resolve('') }
    entry.token = this.#fetch(audience).then(({ token, livesMs }) => {
      entry.until = Date.now() + livesMs - EARLY_MS
      return token
    })
    entry.token.catch(() => this.#tokens.delete(audience))
    this.#tokens.set(audience, entry)
    return entry.token
  }

  async #fetch(audience: string): Promise<{ token: string; livesMs: number }> {
    const { appId, appPassword, loginUrl } = this.#options
    const response = await fetch(`${loginUrl.replace(/\/$/, '')}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: appPassword,
        scope: `${audience}/.default`,
      }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!response.ok) throw new TokenRefused(response.status)
    const body = (await response.json()) as { access_token?: string; expires_in?: number }
    if (!body.access_token) throw new TokenRefused(response.status)
    return { token: body.access_token, livesMs: (body.expires_in ?? 0) * 1_000 }
  }
}

/** Microsoft gave no token: the app's id or password is wrong, or it was switched off. */
export class TokenRefused extends Error {
  readonly code = 'token_refused'

  constructor(readonly status: number) {
    super(`no token: ${status}`)
    this.name = 'TokenRefused'
  }
}
