import { z } from 'zod'
import type { Outcome } from '../outcome.js'
import { type Command, errorsByField } from '../perform.js'
import type { Ports } from '../ports.js'
import { commitOutside, type Decision, type KnownFacts, type Outside } from '../request/commit-outside.js'
import { optionalDay } from '../request/form-fields.js'
import type { PersonRecord } from '../request/records.js'
import { holds } from '../request/relations.js'
import { dayWords } from '../time/words.js'
import { workingTime } from '../time/working-time.js'

const inputSchema = z.object({
  from: optionalDay(),
  to: optionalDay(),
  deputyId: z.preprocess((value) => value || undefined, z.string().max(100).optional()),
})

/**
 * A named lead says when they are away and who stands in; empty dates mean back again. A coordinator records it for a
 * lead who is not on chat.
 */
export async function setAway(
  ports: Ports,
  ask: Outside & { input: unknown; onBehalf?: Command['onBehalf'] },
): Promise<Outcome> {
  const people = await ports.store.forScheme(ask.schemeId).people()
  return commitOutside(ports, { ...ask, action: 'set_away' }, (facts, now) =>
    decideAway({ ...facts, onBehalf: ask.onBehalf }, people, ask.input, now),
  )
}

/** The rules, apart from reading and saving. */
export function decideAway(
  { actor, scheme, onBehalf }: Pick<KnownFacts, 'actor' | 'scheme'> & { onBehalf?: Command['onBehalf'] },
  people: readonly PersonRecord[],
  input: unknown,
  now: Date,
): Decision {
  const who = onBehalf ? people.find(({ id }) => id === onBehalf.personId) : actor
  if (onBehalf && !holds(actor, 'coordinator'))
    return notYours('Only a coordinator can do this for somebody.')
  if (!who || !holds(who, 'named_lead')) return notYours('Only a named lead can do this.')
  const says = onBehalf ? `${who.name} is` : 'You are'
  const parsed = inputSchema.safeParse(input)
  if (!parsed.success) return { kind: 'invalid', errors: errorsByField(parsed.error.issues) }
  const { from, to, deputyId } = parsed.data
  const access = {
    at: now.toISOString(),
    actorId: actor.id,
    action: 'set_away',
    subject: onBehalf ? `${who.id}: ${onBehalf.confirmedBy}` : who.id,
    outcome: 'done' as const,
  }
  const saved = (away: PersonRecord['away'], say: string): Decision => ({
    change: { away: [{ personId: who.id, away }], access: [access] },
    outcome: { kind: 'done', say, requestId: '' },
  })
  if (from === undefined && to === undefined) return saved(null, `${says} not away. Requests come as always.`)
  if (from === undefined) return invalid('from', 'Please give the first day.')
  if (to === undefined) return invalid('to', 'Please give the last day.')
  if (to < from) return invalid('to', 'The last day comes before the first one.')
  if (to < workingTime(scheme).localDate(now)) return invalid('to', 'This day is past.')
  const deputy = people.find(({ id }) => id === deputyId)
  if (deputyId !== undefined && !isColleague(who, deputy)) {
    return invalid('deputyId', 'Please choose a colleague of the same organisation.')
  }
  const days = `from ${dayWords(from, scheme.timezone)} to ${dayWords(to, scheme.timezone)}`
  return saved(
    { from, to, deputyId: deputy?.id ?? null },
    deputy ? `${says} away ${days}. ${deputy.name} stands in.` : `${says} away ${days}. Nobody stands in.`,
  )
}

function notYours(say: string): Decision {
  return { kind: 'refused', code: 'not_yours', say }
}

function isColleague(actor: PersonRecord, deputy: PersonRecord | undefined): boolean {
  return deputy !== undefined && deputy.id !== actor.id && deputy.organisationId === actor.organisationId
}

function invalid(field: string, words: string): Decision {
  return { kind: 'invalid', errors: { [field]: words } }
}
