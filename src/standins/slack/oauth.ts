import { randomBytes } from 'node:crypto'
import { maybe, need } from './args.js'
import type { Core } from './core.js'
import { directory } from './directory.js'
import { ApiError } from './errors.js'
import type { Dict, User } from './types.js'

const CODE_MS = 10 * 60_000

interface Grant {
  user: User
  scopes: string[]
  redirectUri: string
  at: number
  used: boolean
}

/** The consent screen and the exchange of its code for a workspace's token. */
export class OAuthDesk {
  readonly #grants = new Map<string, Grant>()
  #installer: string | undefined
  #denying = false

  constructor(readonly core: Core) {}

  /** Who sits in front of the next consent screens; `deny` presses Cancel. */
  installAs(userId: string, deny = false): void {
    directory.user(this.core.store, userId)
    this.#installer = userId
    this.#denying = deny
  }

  /** The consent screen, answered at once: where the browser is sent, or the sentence it shows. */
  authorize(query: URLSearchParams): { redirect: string } | { refused: string } {
    if (query.get('client_id') !== this.core.settings.clientId) return { refused: 'invalid_client_id' }
    const redirectUri = query.get('redirect_uri')
    if (!redirectUri) return { refused: 'bad_redirect_uri' }
    const scopes = (query.get('scope') ?? '').split(',').filter((s) => s !== '')
    if (scopes.length === 0) return { refused: 'invalid_scope' }
    const user = this.#installerFor(query.get('team'))
    if (!user) return { refused: 'nobody is signed in: call installAs' }
    const target = new URL(redirectUri)
    if (this.#denying) target.searchParams.set('error', 'access_denied')
    else target.searchParams.set('code', this.#grant(user, scopes, redirectUri))
    target.searchParams.set('state', query.get('state') ?? '')
    return { redirect: target.href }
  }

  /** `oauth.v2.access`. */
  exchange(args: Dict, basic: string | undefined): Dict {
    const [basicId, basicSecret] = basic ? Buffer.from(basic, 'base64').toString().split(':') : []
    const { settings, store, clock } = this.core
    if ((basicId ?? maybe(args, 'client_id')) !== settings.clientId) throw new ApiError('invalid_client_id')
    if ((basicSecret ?? maybe(args, 'client_secret')) !== settings.clientSecret)
      throw new ApiError('bad_client_secret')
    const grant = this.#grants.get(need(args, 'code'))
    if (!grant || clock() - grant.at > CODE_MS) throw new ApiError('invalid_code')
    if (grant.used) throw new ApiError('code_already_used')
    const redirectUri = maybe(args, 'redirect_uri')
    if (redirectUri !== undefined && redirectUri !== grant.redirectUri) throw new ApiError('bad_redirect_uri')
    grant.used = true
    const workspace = directory.workspace(store, grant.user.teamId)
    const kept = workspace.revoked ? undefined : workspace.botToken
    const token = kept ?? `xoxb-${workspace.id}-${randomBytes(12).toString('hex')}`
    directory.install(store, workspace, token, [
      ...new Set([...(kept ? workspace.scopes : []), ...grant.scopes]),
    ])
    return {
      ok: true,
      app_id: settings.appId,
      authed_user: { id: grant.user.id },
      scope: [...workspace.scopes].join(','),
      token_type: 'bot',
      access_token: token,
      bot_user_id: workspace.botUserId,
      team: { id: workspace.id, name: workspace.name },
      enterprise: workspace.enterprise ?? null,
      is_enterprise_install: false,
    }
  }

  #grant(user: User, scopes: string[], redirectUri: string): string {
    const code = randomBytes(16).toString('hex')
    this.#grants.set(code, { user, scopes, redirectUri, at: this.core.clock(), used: false })
    return code
  }

  #installerFor(teamId: string | null): User | undefined {
    const user = this.#installer === undefined ? undefined : this.core.store.users.get(this.#installer)
    return teamId && user?.teamId !== teamId ? undefined : user
  }
}
