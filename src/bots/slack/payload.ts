import { z } from 'zod'

/**
 * The parts of Slack's payloads that handlers rely on. What is not made like this never came from Slack's own
 * clients: it is turned away at the door, so that no handler has to expect it.
 */
const text = z.string()
const person = z.looseObject({ id: text.min(1) })
const stateValues = z.record(text, z.record(text, z.looseObject({ value: text.nullish() })))
const view = z.looseObject({
  private_metadata: text,
  state: z.looseObject({ values: stateValues }).optional(),
})

/** Bolt reads its id without looking, whatever came. */
const channel = person.optional()

const press = z.looseObject({
  type: z.literal('block_actions'),
  user: person,
  team: z.looseObject({ id: text }).nullish(),
  actions: z
    .array(z.looseObject({ type: text, action_id: text, block_id: text.optional(), value: text.optional() }))
    .min(1),
  view: view.nullish(),
  channel,
  trigger_id: text.optional(),
  response_url: text.optional(),
})

const submission = z.looseObject({
  type: z.literal('view_submission'),
  user: person,
  channel,
  team: z.looseObject({ id: text }).nullish(),
  view: view.extend({
    callback_id: text,
    app_installed_team_id: text.nullish(),
    title: z.looseObject({ text }),
    state: z.looseObject({ values: stateValues }),
  }),
})

/** Things that people do and nothing of ours listens for: closed forms, shortcuts. */
const otherInteraction = z.looseObject({ type: text, user: person, channel })

const command = z.looseObject({
  command: text.min(1),
  text,
  user_id: text.min(1),
  channel_id: text.min(1),
  team_id: text.min(1),
  trigger_id: text,
})

const EVENTS: Readonly<Record<string, z.ZodType>> = {
  app_home_opened: z.looseObject({ user: text, tab: text }),
  message: z.looseObject({ user: text.optional(), text: text.optional(), channel: text.optional() }),
  user_change: z.looseObject({ user: person }),
  tokens_revoked: z.looseObject({ tokens: z.looseObject({ bot: z.array(text).nullish() }) }),
}

const authorization = z.looseObject({ team_id: text.nullish(), enterprise_id: text.nullish() })

const event = z.looseObject({
  type: z.literal('event_callback'),
  team_id: text.nullish(),
  enterprise_id: text.nullish(),
  authorizations: z.array(authorization).nullish(),
  event_id: text,
  event: z.looseObject({ type: text }).refine(({ type, ...rest }) => {
    const known = Object.hasOwn(EVENTS, type) ? EVENTS[type] : undefined
    return known?.safeParse(rest).success ?? true
  }),
})

const BY_TYPE: Readonly<Record<string, z.ZodType>> = {
  block_actions: press,
  view_submission: submission,
  event_callback: event,
}

/** What Bolt takes a body for goes by the first of these that is there, whatever its type says. */
const TELLS: Readonly<Record<string, string | undefined>> = {
  event: 'event_callback',
  command: undefined,
  name: 'nothing of ours',
  actions: 'block_actions',
}

/** Whether handlers can take this body at its word. */
export function isWellFormed(body: Readonly<Record<string, unknown>>): boolean {
  const { type } = body
  if (Object.entries(TELLS).some(([key, of]) => body[key] !== undefined && type !== of)) return false
  if (typeof type !== 'string') return command.safeParse(body).success
  const known = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : otherInteraction
  return known?.safeParse(body).success ?? false
}
