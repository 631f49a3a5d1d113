import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { ActionChoice, ActResult, BotFrameworkStandin, Person } from '../standins/botframework/index.js'
import { type Acts, act, id, values, words } from './acts.js'
import type { CardAction, Outcome } from './page-types.js'
import { UNABLE_TO_REACH_APP } from './trouble-words.js'

const action = z.object({
  type: id,
  title: z.string().optional(),
  verb: z.string().optional(),
  data: z.unknown().optional(),
})
const message = z.object({ conversationId: id, id })

/** What people do in Teams. */
export function teamsActs(standin: BotFrameworkStandin): Acts {
  const doing = async (personId: string, work: (person: Person) => Promise<ActResult>): Promise<Outcome> => {
    const person = standin.as(personId)
    const before = person.toasts().length
    const { saw, sent, status, errors } = await work(person)
    const told = person.toasts().slice(before).at(-1)
    const said = told && told.kind !== 'trouble' ? { kind: told.kind, words: told.text } : null
    if (saw !== undefined || (sent && (status < 200 || status > 299)))
      return { trouble: UNABLE_TO_REACH_APP, said }
    return { trouble: Object.values(errors)[0] ?? null, said }
  }
  return {
    'teams-say': act(z.object({ person: id, conversation: id, text: words }), (body) =>
      doing(body.person, (person) =>
        person.dm().id === body.conversation
          ? person.say(body.text)
          : person.sayInChannel(body.conversation, body.text),
      ),
    ),
    'teams-press': act(z.object({ person: id, message, action, values }), (body) =>
      doing(body.person, (person) => person.press(body.message, same(body.action), { values: body.values })),
    ),
    'teams-submit': act(z.object({ person: id, dialog: id, action, values }), (body) =>
      doing(body.person, (person) => {
        if (person.dialog()?.id !== body.dialog) throw new Error('another dialog is open')
        return person.submit(body.values, same(body.action))
      }),
    ),
    'teams-close': act(z.object({ person: id }), async ({ person }) => {
      standin.as(person).closeDialog()
      return { trouble: null, said: null }
    }),
  }
}

/** The first button that is the same in all that is sent; a second one like it would do the same. */
function same(wanted: CardAction): ActionChoice {
  let found = false
  return ({ type, title, verb, data }) => {
    if (found || !isDeepStrictEqual(plain({ type, title, verb, data }), plain(wanted))) return false
    found = true
    return true
  }
}

function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value))
}
