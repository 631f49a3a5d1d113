import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Dict } from './types.js'

export interface LoginAnswer {
  status: number
  result: Dict
}

/** Microsoft's login as a bot meets it: client credentials against a bearer token that expires. */
export class LoginDesk {
  /** Token -> end of its life. */
  readonly #tokens = new Map<string, number>()

  constructor(
    readonly clock: () => number,
    readonly appId: string,
    readonly appPassword: string,
    readonly lifetimeS: number,
    readonly scope: string,
  ) {}

  exchange(form: Dict): LoginAnswer {
    if (form.grant_type !== 'client_credentials') {
      return refused(400, 'unsupported_grant_type', `AADSTS70003: grant type ${String(form.grant_type)}`)
    }
    if (form.client_id !== this.appId)
      return refused(400, 'unauthorized_client', 'AADSTS700016: Application was not found in the directory.')
    if (!same(String(form.client_secret), this.appPassword))
      return refused(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.')
    if (form.scope !== `${this.scope}/.default`)
      return refused(400, 'invalid_scope', `AADSTS70011: The scope ${String(form.scope)} is not valid.`)
    const token = `standin.${randomBytes(24).toString('base64url')}`
    this.#tokens.set(token, this.clock() + this.lifetimeS * 1_000)
    const result = {
      token_type: 'Bearer',
      expires_in: this.lifetimeS,
      ext_expires_in: this.lifetimeS,
      access_token: token,
    }
    return { status: 200, result }
  }

  /** Whether the header carries a token that was given out and is still good. */
  accepts(authorization: string | undefined): boolean {
    const [scheme, token] = (authorization ?? '').split(' ')
    const until = scheme === 'Bearer' && token ? this.#tokens.get(token) : undefined
    return until !== undefined && this.clock() < until
  }

  revokeAll(): void {
    this.#tokens.clear()
  }
}

export function refused(status: number, error: string, description: string): LoginAnswer {
  return { status, result: { error, error_description: description } }
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
