import type { AccountRef } from '../../core/people/account.js'
import type { Ports } from '../../core/ports.js'
import { whoIs } from '../../core/screen/index.js'
import type { BoundWorkspace, Log, Workspaces } from '../edges.js'

/** What a platform says of an account: `email` is its verified address, if it has one. */
export type Standing =
  | { kind: 'member'; email: string | null }
  | { kind: 'refused'; closed?: boolean }
  | { kind: 'not_known' }

/** Who is at the other end: an account of a workspace or tenant that the directory binds to an organisation. */
export interface Visitor {
  account: AccountRef
  workspace: BoundWorkspace
  /** Asks the platform about the account. Never throws: what cannot be found out is `not_known`. */
  ask(): Promise<Standing>
}

/** A person's standing on the platform is never older than this when they act (architecture.md, Identity). */
const CHECKED_FOR_MS = 15 * 60_000

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
  async standing(visitor: Visitor): Promise<Standing> {
    const now = this.#ports.clock.now()
    const key = keyOf(visitor.account)
    const kept = this.#checked.get(key)
    if (kept && kept.until > now.getTime()) {
      // Elsewhere a time that is 15 minutes old tells the same, and costs no write.
      if (visitor.workspace.onBoth && kept.standing.kind === 'member')
        await this.#workspaces.touchAccount(visitor.account, now)
      return kept.standing
    }
    const standing = await visitor.ask()
    if (standing.kind === 'not_known') return standing
    if (standing.kind === 'refused' && standing.closed) await this.closed(visitor.account)
    // Before it counts as checked: whoever could not be compared is asked about again.
    if (standing.kind === 'member') await this.#compare(visitor, standing.email, now)
    this.#checked.set(key, { standing, until: now.getTime() + CHECKED_FOR_MS })
    return standing
  }

  /** An account that was renamed, or given to somebody else, is not its former owner's any more. */
  async #compare({ account, workspace }: Visitor, email: string | null, at: Date): Promise<void> {
    const ended = await this.#workspaces.verifyAddress({
      schemeIds: workspace.schemeIds,
      account,
      email,
      at,
    })
    const { platform, tenant } = account
    for (const schemeId of ended)
      this.#log.warn({ schemeId, platform, tenant }, 'an account has another address now: it is nobody’s')
  }

  /** Finds the person by the verified address of an account that is not known yet. True when it is known from now on. */
  async introduce(visitor: Visitor, schemeId: string): Promise<boolean> {
    const { account } = visitor
    if (await whoIs(this.#ports, { schemeId, actor: account })) return false
    const standing = await this.standing(visitor)
    if (standing.kind !== 'member' || standing.email === null) return false
    const contact = { schemeId, account, email: standing.email, at: this.#ports.clock.now() }
    const person = await this.#workspaces.bindAccount(contact)
    if (person) this.#log.info({ schemeId, personId: person.id, platform: account.platform }, 'first contact')
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
}

function keyOf({ platform, tenant, userId }: AccountRef): string {
  return `${platform}:${tenant}:${userId}`
}
