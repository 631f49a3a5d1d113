import type { Activity } from 'botbuilder'
import { z } from 'zod'

/** Names and ids of Teams: they go into addresses and headers of what is answered. */
const text = z.string().regex(/^[\x21-\x7e]{1,2000}$/)

/** Only what the libraries read without looking: a mention of the app is cut out of the text. */
const entities = z.array(
  z.union([
    z.looseObject({ type: z.literal('mention'), mentioned: z.looseObject({ id: text }), text: z.string() }),
    z.looseObject({ type: z.string().refine((kind) => kind !== 'mention') }),
  ]),
)

/** What the libraries copy into every answer as it came, and cannot write down when it is something else. */
const copied = { name: z.string().optional().catch(undefined), role: z.string().optional().catch(undefined) }
const account = z.looseObject({ id: text, aadObjectId: text.optional(), ...copied })

/** The parts of Teams' activities that handlers rely on. What is not made like this never came from Teams. */
const activitySchema = z.looseObject({
  type: text,
  channelId: z.literal('msteams'),
  serviceUrl: z.url(),
  from: account,
  recipient: account,
  conversation: account.extend({
    conversationType: text.optional(),
    tenantId: z.string().optional().catch(undefined),
    isGroup: z.boolean().optional().catch(undefined),
  }),
  channelData: z.looseObject({
    tenant: z.looseObject({ id: text }),
    team: z.looseObject({ id: text.optional() }).optional(),
    channel: z.looseObject({ id: text.optional() }).optional(),
    eventType: z.string().optional(),
    settings: z.looseObject({ selectedChannel: z.looseObject({ id: text }).optional() }).optional(),
  }),
  id: text.optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  text: z.string().nullish(),
  replyToId: z.string().nullish(),
  locale: z.string().optional().catch(undefined),
  entities: entities.catch([]),
})
export type TeamsActivity = z.infer<typeof activitySchema>

/** Null for anything that Teams does not send. */
export function readActivity(body: unknown): (TeamsActivity & Activity) | null {
  const parsed = activitySchema.safeParse(body)
  return parsed.success ? (parsed.data as unknown as TeamsActivity & Activity) : null
}

/** Who sent it and from where, in our own words. */
export interface Sender {
  tenant: string
  /** `aadObjectId`; null where Teams itself speaks. */
  userId: string | null
  /** Null in a private chat. */
  roomId: string | null
}

export function senderOf(activity: TeamsActivity): Sender {
  const { channelData, from, conversation } = activity
  const isPrivate = conversation.conversationType === 'personal'
  // A thread's conversation has the id of its first message behind the channel's.
  const [channel = conversation.id] = conversation.id.split(';', 1)
  return {
    tenant: channelData.tenant.id,
    userId: from.aadObjectId ?? null,
    roomId: isPrivate ? null : (channelData.channel?.id ?? channel),
  }
}
