import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Handler } from '../app/http.js'
import type { BotFrameworkStandin } from '../standins/botframework/index.js'
import type { SlackStandin } from '../standins/slack/index.js'
import type { Acts } from './acts.js'
import { onlyOwnPage, Refused, readJson } from './guard.js'
import type { Live } from './live.js'
import type { People, PersonRow, PersonScreen } from './page-types.js'
import { slackActs } from './slack-acts.js'
import { teamsActs } from './teams-acts.js'

const PREFIX = '/playground/api/'

export interface ApiParts {
  slack: SlackStandin
  teams: BotFrameworkStandin
  people: PersonRow[]
  live: Live
}

/** The page's JSON: who there is, what one of them sees, and what they do. */
export function apiHandler(parts: ApiParts): Handler {
  const acts = { ...slackActs(parts.slack), ...teamsActs(parts.teams) }
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (!path.startsWith(PREFIX)) return false
    answer(parts, acts, path.slice(PREFIX.length), request, response).catch((error: unknown) => {
      const known = error instanceof Refused
      const sentence = known ? error.message : 'The playground could not do that. Look at its screen again.'
      send(response, known ? error.status : 500, { error: sentence })
    })
    return true
  }
}

async function answer(
  parts: ApiParts,
  acts: Acts,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  onlyOwnPage(request)
  const [name = '', argument] = path.split('/')
  if (request.method === 'GET') {
    if (name === 'people') return send(response, 200, { people: parts.people } satisfies People)
    if (name === 'events') return parts.live.listen(response)
    if (name === 'screen' && argument) return send(response, 200, screenOf(parts, argument))
  }
  const act =
    request.method === 'POST' && argument === undefined && Object.hasOwn(acts, name) ? acts[name] : undefined
  if (!act) throw new Refused(404, 'The playground has nothing there.')
  send(response, 200, await act(await readJson(request)))
}

function screenOf({ slack, teams, people }: ApiParts, personId: string): PersonScreen {
  const row = people.find(({ id }) => id === personId)
  if (!row) throw new Refused(404, 'Nobody here has that id.')
  return row.platform === 'slack'
    ? { platform: 'slack', ...slack.as(personId).screen() }
    : { platform: 'teams', ...teams.as(personId).screen() }
}

function send(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(text)
}
