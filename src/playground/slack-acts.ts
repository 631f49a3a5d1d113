import { z } from 'zod'
import type { ActResult, SlackStandin } from '../standins/slack/index.js'
import { type Acts, act, fieldValue, id, values, words } from './acts.js'
import { Refused } from './guard.js'
import type { Outcome } from './page-types.js'
import { troubleWords } from './trouble-words.js'

const COMMAND = '/reciprocal'

const target = z.union([z.object({ channel: id, ts: id }), z.object({ view: id })])
const pressed = z.object({
  person: id,
  target,
  actionId: id,
  blockId: id,
  value: fieldValue.optional(),
  values: values.optional(),
})

/** What people do in Slack. */
export function slackActs(standin: SlackStandin): Acts {
  return {
    say: act(z.object({ person: id, channel: id, text: words }), async (body) =>
      outcome(await say(standin, body)),
    ),
    press: act(pressed, async ({ person, target, actionId, blockId, value, values: typed }) => {
      const actor = standin.as(person)
      const view = 'view' in target ? standin.store.view(target.view) : undefined
      if ('view' in target && view?.userId !== person) throw new Error('not on their screen')
      if (view?.type === 'modal' && typed) actor.type(view.id, typed)
      const on = 'view' in target ? (view?.type === 'modal' ? 'modal' : 'home') : target
      return outcome(await actor.press(on, actionId, { blockId, ...(value !== undefined && { value }) }))
    }),
    submit: act(z.object({ person: id, view: id, values }), async ({ person, view, values: typed }) =>
      outcome(await standin.as(person).submit(view, typed)),
    ),
    close: act(z.object({ person: id, view: id, all: z.boolean() }), async ({ person, view, all }) =>
      outcome(await standin.as(person).closeView(view, { all })),
    ),
    home: act(z.object({ person: id }), async ({ person }) => outcome(await standin.as(person).openHome())),
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

function outcome({ saw, sent, status }: ActResult): Outcome {
  if (saw !== undefined) return { trouble: troubleWords(saw), said: null }
  return { trouble: sent && status !== 200 ? troubleWords('dispatch_failed') : null, said: null }
}
