import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { checkCard } from '../../../src/standins/botframework/check.js'

/** Its modules do not load in Node; the bundle of them does. */
const AdaptiveCards: typeof import('adaptivecards') = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
)

const schema = JSON.parse(
  readFileSync(new URL('../../expected/adaptive-card-1.5.json', import.meta.url), 'utf8'),
)
const ajv = new Ajv2020({ allErrors: true, discriminator: true, strictTypes: false })
const fitsSchema = ajv.compile(schema)

/** As many as Teams shows in one row. */
const teams = new AdaptiveCards.HostConfig({ actions: { maxActions: 6 } })

/** What the schema, the official library and the stand-in find wrong with a card, whoever wrote it. */
export function wrongWith(card: unknown): string[] {
  return [...againstSchema(card), ...toLibrary(card), ...checkCard(card)]
}

export function againstSchema(card: unknown): string[] {
  if (fitsSchema(card)) return []
  return (fitsSchema.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

export function toLibrary(card: unknown): string[] {
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5)
  const parsed = new AdaptiveCards.AdaptiveCard()
  parsed.hostConfig = teams
  parsed.parse(card, context)
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index))
  return [...events, ...parsed.validateProperties().validationEvents].map(({ message }) => message)
}
