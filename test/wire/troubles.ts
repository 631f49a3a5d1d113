import type { World } from '../end-to-end/world.js'
import { officerOf } from '../support/partners.js'
import type { Trouble } from './fault-plan.js'

/** Rooms that nothing can be sent to, from when the plan says until they are mended. */
export class Troubles {
  readonly #posts = new Map<string, number>()
  readonly #begun = new Set<Trouble>()
  readonly #told: Promise<unknown>[] = []
  #left: readonly Trouble[]

  constructor(
    readonly world: World,
    plan: readonly Trouble[],
  ) {
    this.#left = plan
  }

  /** Those that began so far, mended ones included. */
  get begun(): readonly Trouble[] {
    return [...this.#begun]
  }

  /** Those that stand in the way before anything is released. */
  async begin(): Promise<void> {
    for (const trouble of this.#left) if (trouble.fromPost === 0) this.#begin(trouble)
    await Promise.all(this.#told.splice(0))
  }

  /** A post arrives in this partner's room; gives the trouble that begins with it. */
  met(partnerId: string): Trouble | undefined {
    const posts = (this.#posts.get(partnerId) ?? 0) + 1
    this.#posts.set(partnerId, posts)
    const found = this.#left.find(({ partner, fromPost }) => partner.id === partnerId && fromPost === posts)
    if (found) this.#begin(found)
    return found
  }

  /** Whether nothing can be sent to this partner's room now. */
  stands(partnerId: string): boolean {
    return this.#left.some((trouble) => trouble.partner.id === partnerId && this.#begun.has(trouble))
  }

  /** Those of the plan that are to be mended meanwhile; then all. */
  async mend(which: 'mended meanwhile' | 'all'): Promise<void> {
    await Promise.all(this.#told.splice(0))
    const over = this.#left.filter(({ mended }) => which === 'all' || mended)
    this.#left = this.#left.filter((trouble) => !over.includes(trouble))
    for (const trouble of over) if (this.#begun.has(trouble)) await this.#mend(trouble)
  }

  #begin(trouble: Trouble): void {
    this.#begun.add(trouble)
    const { slack, teams } = this.world
    const { room, tenant, team, officer } = this.#place(trouble)
    if (trouble.partner.platform === 'slack') {
      if (trouble.kind === 'archived') slack.faults.archiveChannel(room)
      if (trouble.kind === 'bot_removed') slack.faults.removeBot(room)
      if (trouble.kind === 'token_revoked') slack.faults.revokeToken(tenant)
      return
    }
    if (trouble.kind === 'bot_removed') teams.faults.dropApp({ teamId: team })
    if (trouble.kind === 'bot_removed_openly') this.#told.push(teams.removeFromTeam(team, officer))
    if (trouble.kind === 'app_blocked') teams.faults.blockApp(tenant)
  }

  async #mend(trouble: Trouble): Promise<void> {
    const { slack, teams } = this.world
    const { room, tenant, team, officer } = this.#place(trouble)
    if (trouble.partner.platform === 'slack') {
      if (trouble.kind === 'archived') slack.faults.unarchiveChannel(room)
      if (trouble.kind === 'bot_removed') slack.faults.returnBot(room)
      if (trouble.kind === 'token_revoked') slack.faults.restoreToken(tenant)
    } else if (trouble.kind === 'app_blocked') teams.faults.unblockApp(tenant)
    else await teams.installInTeam(team, room, officer)
  }

  #place({ partner: { id, platform } }: Trouble) {
    const room = this.world.room(id)
    const channel = this.world.directory.channels.find((each) => each.id === room)
    return {
      room,
      tenant: channel?.tenant ?? '',
      team: this.world.teams.store.channels.get(room)?.teamId ?? '',
      officer: this.world.userId(officerOf(id), platform),
    }
  }
}
