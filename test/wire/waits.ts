import type { World } from '../end-to-end/world.js'

/** A workspace or tenant that asked to be left alone until then; times in milliseconds. */
interface Wait {
  place: string
  doing: 'send' | 'look'
  at: number
  until: number
}

/** Who asked to be asked nothing for a while, and whether that was done. */
export class Waits {
  readonly #waits: Wait[] = []

  constructor(readonly world: World) {}

  note(place: string | undefined, doing: Wait['doing'], seconds: number): void {
    const at = this.world.now().getTime()
    if (place !== undefined) this.#waits.push({ place, doing, at, until: at + seconds * 1_000 })
  }

  /**
   * A sentence for each call that came before the workspace wanted it. What was under way when it said so was too late
   * to know: only what came after the clock had next been moved on counts.
   */
  broken(moves: readonly Date[]): string[] {
    const calls = this.#calls()
    return this.#waits.flatMap(({ place, doing, at, until }) => {
      const moved = moves.find((move) => move.getTime() > at)?.getTime() ?? until
      return calls
        .filter((call) => call.place === place && call.doing === doing && call.at >= moved && call.at < until)
        .map((call) => `${place} was asked for ${call.what} ${until - call.at} ms too soon`)
    })
  }

  #calls() {
    const { slack, teams } = this.world
    return [
      ...slack.log.map(({ at, teamId, method }) => ({
        at,
        place: teamId,
        doing: doingOf(method),
        what: method,
      })),
      ...teams.log.map(({ at, tenantId, operation }) => ({
        at,
        place: tenantId,
        doing: 'send',
        what: operation,
      })),
    ]
  }
}

/** People are answered whatever their workspace has asked: only what the program sends by itself waits. */
function doingOf(method: string): string {
  if (method === 'conversations.history') return 'look'
  return /^(chat\.(postMessage|update|delete)|conversations\.info)$/.test(method) ? 'send' : 'answer'
}
