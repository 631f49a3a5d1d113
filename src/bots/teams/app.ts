import type { IncomingMessage, ServerResponse } from 'node:http'
import { Application, type TurnState } from '@microsoft/teams-ai'
import { ActivityTypes, type TurnContext } from 'botbuilder'
import type { Ports } from '../../core/ports.js'
import { Accounts } from '../dialogue/accounts.js'
import { NOTHING_FOUND_AFTER_MS } from '../dialogue/even-time.js'
import { ANSWER_WITHIN_MS } from '../dialogue/in-time.js'
import { sentenceView } from '../dialogue/speaker.js'
import type { Conversations, Log, Workspaces } from '../edges.js'
import { errorCode } from '../error-code.js'
import { SchemeRules } from '../scheme-rules.js'
import { within } from '../within.js'
import { senderOf, type TeamsActivity } from './activity.js'
import type { TeamsAdapter } from './adapter.js'
import { cardAnswer, type InvokeBody, lastWords, messageActivity, NOT_SURE } from './answers.js'
import { botReference } from './bot-reference.js'
import { type Desk, type Guest, receive } from './desk.js'
import { TeamsEndpoint } from './endpoint.js'
import { onInstallation, onRoomGone } from './installs.js'
import { onMessage, USE_PRIVATE_CHAT } from './messages.js'
import { onExecute, onTaskFetch, onTaskSubmit } from './presses.js'
import { sayCard } from './render/index.js'
import type { Data } from './submissions.js'

export interface TeamsAppOptions {
  adapter: TeamsAdapter
  appId: string
  ports: Ports
  workspaces: Workspaces
  conversations: Conversations
  log: Log
  /** Milliseconds until a press that got no answer is told "Not confirmed". */
  answerWithinMs?: number
  /** Milliseconds after which "Nothing found for you" is said, whatever there is. */
  nothingFoundAfterMs?: number | undefined
}

export interface TeamsApp {
  /** Takes requests to Teams' path; false for any other. */
  handle(request: IncomingMessage, response: ServerResponse): boolean
  /** Waits for what is in hand. */
  stop(): Promise<void>
}

/** The Teams side: words, buttons, dialogs and installations. */
export function createTeamsApp(options: TeamsAppOptions): TeamsApp {
  const { adapter, appId, ports, workspaces, conversations, log } = options
  const desk: Desk = {
    ports,
    workspaces,
    conversations,
    tell: (to, view) =>
      adapter.continueConversationAsync(appId, botReference(to, appId), async (context) => {
        await context.sendActivity(messageActivity(view))
      }),
    accounts: new Accounts(ports, workspaces, log),
    rules: new SchemeRules(ports.store, ports.clock),
    log,
    answerWithinMs: options.answerWithinMs ?? ANSWER_WITHIN_MS,
    nothingFoundAfterMs: options.nothingFoundAfterMs ?? NOTHING_FOUND_AFTER_MS,
  }
  const app = new Application<TurnState>({ startTypingTimer: false })
  app.adaptiveCards.actionExecute(
    /.*/s,
    (context, _state, data) =>
      // Answered by ourselves: the library would overwrite the shared card for everybody where a card has a refresh.
      invoked(desk, context, (guest) => onExecute(desk, guest, asData(data))) as never,
  )
  app.activity(isInvoke('task/fetch'), (context) =>
    invoked(desk, context, (guest) => onTaskFetch(desk, guest, dataOf(context))),
  )
  app.activity(isInvoke('task/submit'), (context) =>
    invoked(desk, context, (guest) => onTaskSubmit(desk, guest, dataOf(context))),
  )
  app.activity(isInvoke(null), (context) =>
    invoked(desk, context, async () => cardAnswer(sayCard('I do not know what to do with this.'))),
  )
  app.activity(ActivityTypes.Message, (context) =>
    entering(desk, context, (guest) => onMessage(desk, guest)).catch((error: unknown) =>
      notHeard(desk, context, error),
    ),
  )
  app.activity(ActivityTypes.InstallationUpdate, (context) =>
    entering(desk, context, (guest) => onInstallation(desk, guest)),
  )
  app.activity(ActivityTypes.ConversationUpdate, (context) =>
    entering(desk, context, (guest) => onRoomGone(desk, guest)),
  )
  const endpoint = new TeamsEndpoint(adapter, async (context) => void (await app.run(context)), log)
  return {
    handle: (request, response) => endpoint.handle(request, response),
    stop: () => endpoint.stop(),
  }
}

async function entering(
  desk: Desk,
  context: TurnContext,
  run: (guest: Guest) => Promise<void>,
): Promise<void> {
  await run(await receive(desk, context))
}

/** Words and old clients' presses are never left without an answer; while Teams takes none, it sends them again. */
async function notHeard({ log }: Desk, context: TurnContext, error: unknown): Promise<void> {
  log.error({ code: errorCode(error) }, 'outcome not known')
  const isPrivate = senderOf(context.activity as unknown as TeamsActivity).roomId === null
  const words = isPrivate ? NOT_SURE : USE_PRIVATE_CHAT
  try {
    await context.sendActivity(messageActivity(sentenceView(words)))
  } catch (refused) {
    // No such conversation, none for us, or names in it that are too long: sent again, it would end the same.
    if (![400, 403, 404, 413].includes((refused as { statusCode?: number }).statusCode ?? 0)) throw refused
    log.warn({ code: errorCode(refused) }, 'an answer did not get through')
  }
}

/** An invoke always gets an answer that can be shown, whatever went wrong and however slow the database is. */
async function invoked(
  desk: Desk,
  context: TurnContext,
  run: (guest: Guest) => Promise<InvokeBody>,
): Promise<void> {
  const work = receive(desk, context)
    .then(run)
    .catch((error: unknown): InvokeBody => {
      desk.log.error({ code: errorCode(error) }, 'outcome not known')
      return lastWords(context.activity.name)
    })
  const body = await within(work, desk.answerWithinMs + GRACE_MS, () => lastWords(context.activity.name))
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } })
}

/** What comes before and after the step itself, such as looking up the tenant. Teams waits for five seconds. */
const GRACE_MS = 1_000

/** Invokes of this name; of any name for null. */
function isInvoke(name: string | null) {
  return async ({ activity }: TurnContext): Promise<boolean> =>
    activity.type === ActivityTypes.Invoke && (name === null || activity.name === name)
}

/** Value of a task invoke: the button's data with the inputs. */
function dataOf({ activity }: TurnContext): Data {
  return asData(((activity as unknown as TeamsActivity).value as { data?: unknown } | undefined)?.data)
}

function asData(data: unknown): Data {
  return typeof data === 'object' && data !== null ? (data as Data) : {}
}
