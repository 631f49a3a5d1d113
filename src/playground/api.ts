import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Handler } from '../app/http.js'
import type { ActResult, SlackStandin } from '../standins/slack/index.js'
import { onlyOwnPage, Refused, readJson } from './guard.js'
import type { Live } from './live.js'
import type { Outcome, People, PersonRow } from './page-types.js'
import { troubleWords } from './trouble-words.js'

const PREFIX = '/playground/api/'
const COMMAND = '/reciprocal'

const id = z.string().min(1).max(255)
const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])
const values = z.record(z.string(), fieldValue)
const target = z.union([z.object({ channel: id, ts: id }), z.object({ view: id })])
const pressed = z.object({
  person: id,
  target,
  actionId: id,
  blockId: id,
  value: fieldValue.optional(),
  values: values.optional(),
})

export interface ApiParts {
  standin: SlackStandin
  people: PersonRow[]
  live: Live
}

/** The page's JSON: who there is, what one of them sees, and what they do. */
export function apiHandler(parts: ApiParts): Handler {
  const answers = actionsOf(parts.standin)
  return (request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (!path.startsWith(PREFIX)) return false
    answer(parts, answers, path.slice(PREFIX.length), request, response).catch((error: unknown) => {
      const known = error instanceof Refused
      const sentence = known ? error.message : 'The playground could not do that. Look at its screen again.'
      send(response, known ? error.status : 500, { error: sentence })
    })
    return true
  }
}

type Actions = Record<string, (body: unknown) => Promise<Outcome>>

async function answer(
  { standin, people, live }: ApiParts,
  actions: Actions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  onlyOwnPage(request)
  const [name = '', argument] = path.split('/')
  if (request.method === 'GET') {
    if (name === 'people') return send(response, 200, { people } satisfies People)
    if (name === 'events') return live.listen(response)
    if (name === 'screen' && argument) return send(response, 200, screenOf(standin, people, argument))
  }
  const act = request.method === 'POST' && argument === undefined ? actions[name] : undefined
  if (!act) throw new Refused(404, 'The playground has nothing there.')
  send(response, 200, await act(await readJson(request)))
}

function screenOf(standin: SlackStandin, people: PersonRow[], personId: string) {
  if (!people.some((row) => row.id === personId)) throw new Refused(404, 'Nobody here has that id.')
  return standin.as(personId).screen()
}

function actionsOf(standin: SlackStandin): Actions {
  const action =
    <T>(schema: z.ZodType<T>, act: (body: T) => Promise<ActResult>) =>
    async (given: unknown): Promise<Outcome> => {
      const parsed = schema.safeParse(given)
      if (!parsed.success) throw new Refused(400, 'The playground does not understand that request.')
      return outcome(await act(parsed.data).catch(outOfDate))
    }
  return {
    say: action(z.object({ person: id, channel: id, text: z.string().min(1).max(12_000) }), (body) =>
      say(standin, body),
    ),
    press: action(pressed, async ({ person, target, actionId, blockId, value, values }) => {
      const actor = standin.as(person)
      const view = 'view' in target ? standin.store.view(target.view) : undefined
      if ('view' in target && view?.userId !== person) throw new Error('not on their screen')
      if (view?.type === 'modal' && values) actor.type(view.id, values)
      const on = 'view' in target ? (view?.type === 'modal' ? 'modal' : 'home') : target
      return actor.press(on, actionId, { blockId, ...(value !== undefined && { value }) })
    }),
    submit: action(z.object({ person: id, view: id, values }), ({ person, view, values }) =>
      standin.as(person).submit(view, values),
    ),
    close: action(z.object({ person: id, view: id, all: z.boolean() }), ({ person, view, all }) =>
      standin.as(person).closeView(view, { all }),
    ),
    home: action(z.object({ person: id }), ({ person }) => standin.as(person).openHome()),
  }
}

/** As in Slack's own box: what starts with a stroke is a command, everything else is said aloud. */
async function say(
  standin: SlackStandin,
  { person, channel, text }: { person: string; channel: string; text: string },
): Promise<ActResult> {
  const actor = standin.as(person)
  if (!text.startsWith('/')) return actor.say(channel, text)
  const [command = '', ...rest] = text.trim().split(/\s+/)
  if (command.toLowerCase() !== COMMAND)
    throw new Refused(422, `${command} is not a command here. Every command starts with ${COMMAND}.`)
  return actor.command(channel, COMMAND, rest.join(' '))
}

/** The stand-in throws when somebody uses what they cannot see (any more). */
function outOfDate(error: unknown): never {
  if (error instanceof Refused) throw error
  throw new Refused(409, 'That is no longer on this screen. Here is how it looks now.')
}

function outcome({ saw, sent, status }: ActResult): Outcome {
  if (saw !== undefined) return { trouble: troubleWords(saw) }
  return { trouble: sent && status !== 200 ? troubleWords('dispatch_failed') : null }
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
