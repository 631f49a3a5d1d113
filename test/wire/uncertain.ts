import type pg from 'pg'
import type { BotFrameworkStandin, LoggedCall } from '../../src/standins/botframework/index.js'

/**
 * What is uncertain in Teams is exactly what the platform cut off in the middle, conversation by conversation; a
 * sentence for each that is not so. The ids are those of the placements.
 */
export async function uncertainInTeams(
  teams: BotFrameworkStandin,
  owner: pg.Client,
  requestIds: readonly string[],
): Promise<{ ids: ReadonlySet<string>; wrong: string[] }> {
  const { rows } = await owner.query<{ id: string; place: string }>(
    `select id, "conversationId" as place from "Placement"
      where platform = 'teams' and state = 'ambiguous' and "requestId" = any($1)`,
    [requestIds],
  )
  const uncertain = countOf(rows.map(({ place }) => place))
  const lost = teams.log.filter(isCutOff).map(({ conversationId = '' }) => placeOf(teams, conversationId))
  const cutOff = countOf(lost)
  const wrong = [...new Set([...uncertain.keys(), ...cutOff.keys()])]
    .map((place) => ({ place, is: uncertain.get(place) ?? 0, was: cutOff.get(place) ?? 0 }))
    .filter(({ is, was }) => is !== was)
    .map(({ place, is, was }) => `${place}: ${is} are uncertain, ${was} were cut off`)
  return { ids: new Set(rows.map(({ id }) => id)), wrong }
}

/** It may have been posted, or not: from the answer, nobody can tell. */
function isCutOff({ operation, fault = '', status }: LoggedCall): boolean {
  return operation === 'send' && (/^(error500|reset)/.test(fault) || (fault === 'status' && status >= 500))
}

/** As the program names it: a channel, or the person of a private chat. */
function placeOf(teams: BotFrameworkStandin, conversationId: string): string {
  return teams.store.conversations.get(conversationId)?.userId ?? conversationId
}

function countOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
