import type { WebClient } from '@slack/web-api'
import type { AccountRef } from '../../core/people/account.js'
import type { Ports } from '../../core/ports.js'
import { whoIs } from '../../core/screen/index.js'
import type { BoundWorkspace, Log, Workspaces } from './edges.js'
import { errorCode } from './quiet-logger.js'

/** Who is at the other end: an account of a workspace that the directory binds to an organisation. */
export interface Who {
  account: AccountRef
  workspace: BoundWorkspace
  client: WebClient
}

/** A person's standing on the platform is never older than this when they act (architecture.md, Identity). */
const CHECKED_FOR_MS = 15 * 60_000

/** Slack's own words for somebody who is not of the workspace that was asked. */
const STRANGER = ['user_not_found', 'user_not_visible']

type Standing = { kind: 'member'; email: string | null } | { kind: 'refused' } | { kind: 'not_known' }

/**
 * Whether an account may act at all, and whose it is. Full members of the bound workspace only: guests,
 * strangers of a shared channel, bots and closed accounts are nobody here.
 */
export class Accounts {
  readonly #ports: Ports
  readonly #workspaces: Workspaces
  readonly #log: Log
  readonly #checked = new Map<string, { standing: Standing; until: number }>()

  constructor(ports: Ports, workspaces: Workspaces, log: Log) {
    this.#ports = ports
    this.#workspaces = workspaces
    this.#log = log
  }

  /** Standing of the account, at most 15 minutes old. What cannot be found out is refused. */
  async standing(who: Who): Promise<Standing> {
    const now = this.#ports.clock.now()
    const key = keyOf(who.account)
    const kept = this.#checked.get(key)
    if (kept && kept.until > now.getTime()) return kept.standing
    const standing = await this.#ask(who)
    if (standing.kind === 'not_known') return standing
    this.#checked.set(key, { standing, until: now.getTime() + CHECKED_FOR_MS })
    if (standing.kind === 'member') await this.#workspaces.touchAccount(who.account, now)
    return standing
  }

  /** Finds the person by the verified address of an account that is not known yet. True when it is known from now on. */
  async introduce(who: Who, schemeId: string): Promise<boolean> {
    if (await whoIs(this.#ports, { schemeId, actor: who.account })) return false
    const standing = await this.standing(who)
    if (standing.kind !== 'member' || standing.email === null) return false
    const contact = { schemeId, account: who.account, email: standing.email, at: this.#ports.clock.now() }
    const person = await this.#workspaces.bindAccount(contact)
    if (person) this.#log.info({ schemeId, personId: person.id }, 'first contact on slack')
    return person !== null
  }

  /** Something about the account has changed: it is looked at again before it acts. */
  forget(account: AccountRef): void {
    this.#checked.delete(keyOf(account))
  }

  async closed(account: AccountRef): Promise<void> {
    this.forget(account)
    await this.#workspaces.closeAccount(account)
  }

  async #ask({ client, account }: Who): Promise<Standing> {
    try {
      const { user } = await client.users.info({ user: account.userId })
      if (user?.deleted) await this.closed(account)
      return user && isFullMember(user, account.tenant)
        ? {
            kind: 'member',
            email: user.is_email_confirmed ? (user.profile?.email?.toLowerCase() ?? null) : null,
          }
        : { kind: 'refused' }
    } catch (error) {
      const code = errorCode(error)
      if (STRANGER.some((word) => code.endsWith(word))) return { kind: 'refused' }
      this.#log.warn({ code }, 'a slack account could not be checked')
      return { kind: 'not_known' }
    }
  }
}

type SlackUser = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']> & {
  is_stranger?: boolean
}

function isFullMember(user: SlackUser, tenant: string): boolean {
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])]
  const outsider = user.deleted || user.is_bot || user.is_stranger || !teams.includes(tenant)
  return !outsider && !user.is_restricted && !user.is_ultra_restricted
}

function keyOf({ tenant, userId }: AccountRef): string {
  return `${tenant}:${userId}`
}
