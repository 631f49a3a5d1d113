import type { CaseFacts } from '../facts.js'
import type { Chat, Ports, SchemeStore, SendLimits, SendPlace } from '../ports.js'
import type { RequestRecord } from '../request/records.js'
import { homeScreen } from '../screen/home-screen.js'
import { StoreUnavailable } from '../store-unavailable.js'
import { LEFT_FOR_MS, MOST_ATTEMPTS, waitAfter } from '../work/attempts.js'
import { reportTrouble } from '../work/report-trouble.js'
import { isTheirs } from './account-of.js'
import { ChatError } from './chat-error.js'
import { CANNOT_LOOK, PARKED, type PlacementRecord, SCREEN_KINDS, shouldBeGone } from './placement.js'
import { screenFor } from './screen-for.js'
import type { PlacedScreen } from './screens.js'
import { afterFailedLook, afterFailure, LOOK_AGAIN_MS, type Step } from './send-policy.js'

const LEASE_MS = 60_000
/** A claim older than this posts nothing: what it began might end when another sender has it. Two calls take 20 s at most. */
const POSTS_WITHIN_MS = 30_000
/** How often an uncertain post is looked for before it is posted again. */
const LOOKS = 2

export type DeliveryPorts = Ports & { chat: (schemeId: string) => Chat; limits: SendLimits }

/** Placements that want another attempt, and when. */
export interface Later {
  id: string
  dueAt: Date
}

/**
 * Sends what placements want: claims them, draws each from the case as it stands now, posts, edits or withdraws, and
 * records the outcome. Content never waits in a queue, so an edit that overtakes another still ends right.
 * Returns those that want another attempt: something newer is wanted already, or the platform asked to wait.
 * Throws what kept a screen from being drawn, after everything else was done: those placements are due again at once.
 */
export async function deliverPlacements(
  ports: DeliveryPorts,
  schemeId: string,
  ids: string[],
): Promise<Later[]> {
  const store = ports.store.forScheme(schemeId)
  const token = ports.ids.random()
  const claimedAt = ports.clock.now()
  const claimed = await store.claimPlacements(ids, token, claimedAt, LEASE_MS)
  const readCase = casesFor(store, claimed)
  const closed = await closedPlaces(ports.limits, claimed)
  const delivery = { ...ports, chat: ports.chat(schemeId), closed, claimedAt }
  const failures: unknown[] = []
  const later = await Promise.all(
    claimed.map(async (placement) => {
      const step = await attemptAndTell(delivery, store, placement, readCase).catch((error: unknown) => {
        failures.push(error)
        return notSent(placement, error, ports.clock.now())
      })
      const newer = await store.completePlacement({ id: placement.id, token, ...step })
      if (newer) return [{ id: placement.id, dueAt: ports.clock.now() }]
      return step.dueAt ? [{ id: placement.id, dueAt: new Date(step.dueAt) }] : []
    }),
  )
  if (failures.length > 0) throw failures[0]
  return later.flat()
}

/** First told, then recorded: whoever dies in between is followed by somebody who finds the same. */
async function attemptAndTell(
  ports: OneScheme,
  store: SchemeStore,
  placement: PlacementRecord,
  readCase: CaseReader,
): Promise<Step> {
  const step = await attempt(ports, store, placement, readCase)
  const trouble = { ...placement, withdraw: shouldBeGone(placement) }
  if (needsSomebody(step)) await reportTrouble(ports, store, trouble)
  return step
}

/** It could not be delivered, or whether it was can be found out by a person only. */
function needsSomebody({ state, dueAt, note }: Step): boolean {
  return state === 'unreachable' || (state === 'ambiguous' && (dueAt === null || note === CANNOT_LOOK))
}

type OneScheme = Ports & { chat: Chat; limits: SendLimits; closed: Map<string, Date>; claimedAt: Date }
type CaseReader = (placement: PlacementRecord) => Promise<CaseFacts | null>

/** One read serves all claimed placements of a request. */
function casesFor(store: SchemeStore, claimed: PlacementRecord[]): CaseReader {
  const cases = new Map<string, Promise<CaseFacts | null>>()
  return (placement) => {
    const { requestId } = placement
    if (requestId === null) return Promise.resolve(null)
    const ofRequest = claimed.filter((p) => p.requestId === requestId)
    const found =
      cases.get(requestId) ??
      store.readCase({
        target: { requestId },
        actor: 'system',
        key: null,
        noticeIds: ofRequest.flatMap((p) => p.noticeId ?? []),
        ...(ofRequest.some((p) => p.screen !== 'notice') && { circulation: true }),
      })
    cases.set(requestId, found)
    return found
  }
}

async function attempt(
  ports: OneScheme,
  store: SchemeStore,
  placement: PlacementRecord,
  readCase: CaseReader,
): Promise<Step> {
  const now = ports.clock.now()
  const closed = ports.closed.get(placeKey(placeOf(placement)))
  if (!SCREEN_KINDS.includes(placement.screen)) return left(placement, now)
  try {
    if (closed && closed > now)
      throw new ChatError('rate_limited', 'workspace_limited', {
        retryAfterMs: closed.getTime() - now.getTime(),
      })
    if (isUncertain(placement)) return await look(ports, placement, now)
    // Posted now, it would only tell that something was there.
    if (placement.withdraw || (!placement.message && shouldBeGone(placement)))
      return await withdraw(ports, placement)
    if (placement.message && placement.face === placement.shownFace) return sent(placement, placement.message)
    const screen = await draw(ports, store, placement, readCase)
    if (!screen) return { ...(await withdraw(ports, placement)), note: 'nothing left to show' }
    const mark = { placementId: placement.id, revision: placement.wanted }
    const ended = await hasEnded(placement, () => readCase(placement))
    if (!placement.message) {
      if (ended) throw new ChatError('unreachable', 'account_ended')
      refuseLate(ports)
      return sent(placement, await ports.chat.post(placement.conversation, screen, mark))
    }
    // Taken away there and, as it is still wanted, tried anew: which tells a coordinator, unless there is another account.
    if (ended) return { ...(await withdraw(ports, placement)), shown: null, note: 'account_ended' }
    await ports.chat.edit(placement.message, screen, mark)
    return sent(placement, placement.message)
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
    const failedAt = ports.clock.now()
    if (error.code === 'rate_limited' && !(closed && closed > now))
      await closeOff(ports, placement, error, failedAt)
    return isUncertain(placement)
      ? afterFailedLook(placement, error, failedAt)
      : afterFailure(placement, error, failedAt)
  }
}

/** What failed before anything reached the platform, which answers with `ChatError`s only. */
function notSent(placement: PlacementRecord, error: unknown, now: Date): Step {
  if (isUncertain(placement)) return lookLater(placement, now)
  const kept = { shown: null, message: placement.message, note: 'not drawn' }
  // A claim counts as a try, so this is one more than the record says.
  const attempts = placement.attempts + 1
  if (attempts >= MOST_ATTEMPTS && !(error instanceof StoreUnavailable))
    return { ...kept, state: 'unreachable', dueAt: null }
  return { ...kept, state: 'retryable', dueAt: (waitAfter(attempts, now) ?? now).toISOString() }
}

/** A screen that only a newer program knows how to draw. */
function left(placement: PlacementRecord, now: Date): Step {
  if (isUncertain(placement)) return lookLater(placement, now)
  const dueAt = new Date(now.getTime() + LEFT_FOR_MS).toISOString()
  return { state: 'retryable', shown: null, message: placement.message, dueAt, note: 'of a newer program' }
}

/** Nothing is told or changed in an account that is not its reader's any more: somebody else may read there now. */
async function hasEnded(
  { conversation, personId }: PlacementRecord,
  readCase: () => Promise<CaseFacts | null>,
): Promise<boolean> {
  if (conversation.kind !== 'person') return false
  const facts = await readCase()
  const reader = facts?.people.find(({ id }) => id === personId)
  return !facts || !reader || !isTheirs(facts, reader, conversation)
}

/** A process that stood still, as on a machine that slept, may have lost its claim by now. */
function refuseLate({ clock, claimedAt }: OneScheme): void {
  if (clock.now().getTime() - claimedAt.getTime() > POSTS_WITHIN_MS)
    throw new ChatError('not_accepted', 'claim_too_old')
}

/** One workspace that asked to wait is asked nothing by anybody until then. */
async function closedPlaces(
  limits: SendLimits,
  claimed: readonly PlacementRecord[],
): Promise<Map<string, Date>> {
  const places = [...new Map(claimed.map(placeOf).map((place) => [placeKey(place), place])).values()]
  const until = await limits.closedUntil(places)
  return new Map(
    places.flatMap((place, index) => {
      const date = until[index]
      return date ? [[placeKey(place), date] as const] : []
    }),
  )
}

async function closeOff(
  { limits }: OneScheme,
  placement: PlacementRecord,
  { retryAfterMs }: ChatError,
  now: Date,
): Promise<void> {
  await limits.close(placeOf(placement), new Date(now.getTime() + (retryAfterMs ?? 0)), now)
}

/** Platforms count what is looked for apart from what is sent, and allow it much more seldom. */
function placeOf(placement: PlacementRecord): SendPlace {
  const { platform, tenant } = placement.conversation
  return { platform, tenant, doing: isUncertain(placement) ? 'look' : 'send' }
}

function placeKey({ platform, tenant, doing }: SendPlace): string {
  return `${platform}:${tenant}:${doing}`
}

/** A post whose outcome nobody knows, or whose sender died after its claim. */
function isUncertain(placement: PlacementRecord): boolean {
  const died = placement.state === 'sending' && placement.message === null
  return placement.conversation.kind !== 'home' && (placement.state === 'ambiguous' || died)
}

/** Looks for it in the conversation, twice and not too soon, before it may be posted again. */
async function look(ports: OneScheme, placement: PlacementRecord, now: Date): Promise<Step> {
  const since = new Date(placement.attemptedAt ?? now)
  if (now.getTime() - since.getTime() < LOOK_AGAIN_MS) return lookLater(placement, now)
  const [, done = '0', from] = placement.note?.match(/^looked (\d+) times(?:, back to (\S+))?/) ?? []
  const found = await ports.chat.find(placement.conversation, placement.id, since, from)
  if (found === 'cannot_look')
    return { state: 'ambiguous', shown: null, message: null, dueAt: null, note: PARKED }
  if (found && 'lookedBackTo' in found)
    return { ...lookLater(placement, now), note: `looked ${done} times, back to ${found.lookedBackTo}` }
  if (found)
    return {
      state: 'sent',
      shown: { revision: placement.shown, face: '' },
      message: found,
      dueAt: null,
      note: null,
    }
  const looks = Number(done) + 1
  if (looks < LOOKS) return { ...lookLater(placement, now), note: `looked ${looks} times` }
  return {
    state: 'retryable',
    shown: null,
    message: null,
    dueAt: now.toISOString(),
    note: 'not found, to be posted again',
  }
}

function lookLater(placement: PlacementRecord, now: Date): Step {
  const dueAt = new Date(now.getTime() + LOOK_AGAIN_MS).toISOString()
  return { state: 'ambiguous', shown: null, message: placement.message, dueAt, note: placement.note }
}

async function withdraw(ports: OneScheme, placement: PlacementRecord): Promise<Step> {
  if (placement.message) await ports.chat.withdraw(placement.message)
  const shown = { revision: placement.wanted, face: placement.face }
  return { state: 'withdrawn', shown, message: null, dueAt: null, note: null }
}

async function draw(
  ports: OneScheme,
  store: SchemeStore,
  placement: PlacementRecord,
  readCase: CaseReader,
): Promise<PlacedScreen | null> {
  if (placement.screen === 'home') return drawHome(store, placement, ports.clock.now())
  const facts = await readCase(placement)
  const request: RequestRecord | null | undefined = facts?.request
  return facts && request ? screenFor(placement, { ...facts, request }, ports.clock.now()) : null
}

/** Of the person whose account it is at this moment. */
async function drawHome(
  store: SchemeStore,
  { conversation: { platform, tenant, id }, personId }: PlacementRecord,
  now: Date,
): Promise<PlacedScreen | null> {
  const reader = await store.findPerson({ platform, tenant, userId: id })
  return reader && reader.id === personId ? homeScreen(store, reader, now) : null
}

function sent(placement: PlacementRecord, message: PlacementRecord['message']): Step {
  return {
    state: 'sent',
    shown: { revision: placement.wanted, face: placement.face },
    message,
    dueAt: null,
    note: null,
  }
}
