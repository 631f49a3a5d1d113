import type { Journey } from './journey.js'

/** One step of one request; between two steps everything comes to rest, and some hours pass. */
export type Deed = (journey: Journey) => Promise<void>

const hours = (journey: Journey, more: number) => new Date(journey.world.now().getTime() + more * 3_600_000)
const day = (journey: Journey, more = 0) =>
  hours(journey, more * 24)
    .toISOString()
    .slice(0, 10)

const begin: Deed = async (j) => {
  await j.begin()
  await j.refer()
}
const returnWithQuestion: Deed = (j) =>
  j.take(j.coordinator, 'return_for_information', { question: `is there ${j.word('question')} now?` })
const answer: Deed = (j) =>
  j.take(j.officer, 'answer_questions', { answer: `there is ${j.word('answer')} now` })
const askLandlord: Deed = async (j) => {
  j.ask()
  await j.take(j.coordinator, 'send_for_approval')
}
const leadAsks: Deed = async (j) => {
  await j.take(j.decider, 'ask_question', { question: `is there ${j.word('question')} now?` })
}
const panel: Deed = (j) => j.take(j.decider, 'send_to_panel', { panelDate: day(j, 2) })
const approve: Deed = async (j) => {
  j.decided()
  const check = j.n % 2 === 0 ? { rentAccountCheck: 'clear', conductCheck: 'ask_us' } : {}
  await j.take(j.decider, 'approve', { identityConfirmed: true, ...check })
}
const decline: Deed = async (j) => {
  j.decided()
  const why = j.why('declined', 1)
  await j.take(j.decider, 'decline', { ...why, identityConfirmed: true })
}
const release: Deed = async (j) => {
  j.released()
  await j.take(j.coordinator, 'release')
}
const firstOffer: Deed = (j) => j.offer(0)
const secondOffer: Deed = (j) => j.offer(1)
const suitable =
  (offer: number): Deed =>
  (j) =>
    j.take(j.coordinator, 'check_area', { suitable: true }, offer)
const notSuitable =
  (offer: number): Deed =>
  (j) =>
    j.take(j.coordinator, 'check_area', { suitable: false, ...j.why('notSuitableArea') }, offer)
const choose =
  (offer: number): Deed =>
  async (j) => {
    j.passedOn(offer)
    await j.take(j.officer, 'choose_offer', { lessSecureUnderstood: true }, offer)
  }
const arrange =
  (offer: number): Deed =>
  (j) =>
    j.take(j.officer, 'arrange_viewing', { viewingAt: hours(j, 1).toISOString() }, offer)
const firstViewed: Deed = (j) => j.take(j.officer, 'record_viewing', {}, 0)
const secondViewed: Deed = (j) => j.take(j.officer, 'record_viewing', {}, 1)
const accept =
  (offer: number): Deed =>
  (j) =>
    j.take(j.officer, 'accept_offer', {}, offer)
const move =
  (offer: number): Deed =>
  (j) =>
    j.take(j.offers[offer]?.officerId ?? '', 'confirm_tenancy_start', { startedOn: day(j) }, offer)
const refuseForSafety =
  (offer: number): Deed =>
  (j) =>
    j.take(j.officer, 'refuse_offer', j.why('refused', j.turn % 2), offer)
const refusePlainly =
  (offer: number): Deed =>
  (j) =>
    j.take(j.officer, 'refuse_offer', j.why('refused', 2 + (j.turn % 3)), offer)
const compromised =
  (offer: number): Deed =>
  (j) =>
    j.take(j.officer, 'report_compromised', j.why('compromised'), offer)
const withdraw =
  (offer: number): Deed =>
  (j) =>
    j.take(j.offers[offer]?.officerId ?? '', 'withdraw_offer', j.why('withdrawn'), offer)
const fallThrough =
  (offer: number): Deed =>
  (j) =>
    j.take(j.officer, 'fall_through', j.why('fellThrough', 2), offer)
const keep: Deed = (j) => j.take(j.offerers[1], 'keep_offer', {}, 1)
const letGo: Deed = (j) => j.take(j.offerers[1], 'release_offer', {}, 1)
const hold: Deed = (j) => j.take(j.coordinator, 'hold', { ...j.why('onHold'), reviewOn: day(j, 5) })
const resume: Deed = (j) => j.take(j.coordinator, 'resume', { note: `there is ${j.word('note')} now` })
const close: Deed = (j) => j.take(j.coordinator, 'close', { ...j.why('closed', 2), officerTold: true })
const reopen =
  (into: 'circulated' | 'submitted'): Deed =>
  (j) =>
    j.take(j.coordinator, 'reopen', { ...j.why('reopened'), into })
const recall: Deed = (j) => j.take(j.coordinator, 'recall', j.why('recalled', j.turn % 4))
const wishToChange: Deed = (j) =>
  j.take(j.officer, 'ask_for_change', { wish: `there is ${j.word('wish')} now` })
const change: Deed = (j) => j.take(j.coordinator, 'change_request', { propertyNeeds: ['lift:needed'] })
const wishToClose: Deed = (j) => j.take(j.officer, 'ask_to_close', { wish: `there is ${j.word('wish')} now` })
const withdrawApproval: Deed = (j) => j.take(j.decider, 'withdraw_approval', j.why('approvalWithdrawn'))
const worry: Deed = (j) => j.take(j.officer, 'raise_safety_concern')
const riskChange: Deed = (j) => j.take(j.offerers[0], 'report_risk_change')
const acknowledge: Deed = (j) => j.take(j.coordinator, 'acknowledge_safety')
const exclude: Deed = async (j) => {
  j.names('partner-4')
  await j.take(j.officer, 'set_exclusion', { kind: 'organisation', id: 'partner-4' })
}
const otherPathway: Deed = (j) =>
  j.take(j.officer, 'record_housing_moves', { startedOn: day(j), withdrawOffer: true })
const wrongLandlord: Deed = async (j) => {
  j.decided()
  await j.take(j.coordinator, 'correct_landlord', { landlordId: j.rightLandlord() })
  j.landlord = j.rightLandlord()
  j.names(j.landlord)
}

/**
 * Before these everything has to come to rest: from them on somebody may no longer read, or a time has to have passed. A
 * notice that is released goes out.
 */
const AFTER_A_REST: readonly Deed[] = [approve, decline, wrongLandlord, firstViewed, secondViewed]

/** A way in as few stretches as can be judged: what happens within one may be read as if it happened at once. */
export function inStretches(way: readonly Deed[]): Deed[][] {
  const stretches: Deed[][] = []
  for (const deed of way) {
    const last = stretches.at(-1)
    const goesOn = last && !AFTER_A_REST.includes(deed) && last.at(-1) !== release
    if (goesOn) last.push(deed)
    else stretches.push([deed])
  }
  return stretches
}

const ASKED = [begin, returnWithQuestion, answer, askLandlord]
const OUT = [...ASKED, approve, release]
const TWO_OFFERS = [firstOffer, secondOffer]

/** Every way through the life of a request that says something new; requests take them in turn. */
export const WAYS: readonly (readonly Deed[])[] = [
  [
    ...ASKED,
    leadAsks,
    answer,
    askLandlord,
    approve,
    release,
    ...TWO_OFFERS,
    suitable(0),
    suitable(1),
    choose(0),
    arrange(0),
    keep,
    firstViewed,
    accept(0),
    move(0),
  ],
  [
    ...OUT,
    ...TWO_OFFERS,
    notSuitable(1),
    suitable(0),
    choose(0),
    arrange(0),
    firstViewed,
    refuseForSafety(0),
    worry,
    acknowledge,
    close,
  ],
  [
    ...OUT,
    hold,
    resume,
    firstOffer,
    withdraw(0),
    close,
    reopen('circulated'),
    secondOffer,
    suitable(1),
    choose(1),
    otherPathway,
  ],
  [
    ...OUT,
    recall,
    release,
    wishToChange,
    change,
    wishToClose,
    close,
    reopen('submitted'),
    askLandlord,
    approve,
  ],
  [
    ...ASKED,
    panel,
    decline,
    askLandlord,
    approve,
    release,
    ...TWO_OFFERS,
    suitable(0),
    choose(0),
    riskChange,
    compromised(0),
    acknowledge,
    suitable(1),
    letGo,
    recall,
  ],
  [...OUT, firstOffer, suitable(0), choose(0), withdrawApproval, resume, withdraw(0), close],
  [
    ...OUT,
    ...TWO_OFFERS,
    suitable(0),
    suitable(1),
    choose(1),
    arrange(1),
    secondViewed,
    accept(1),
    fallThrough(1),
    exclude,
    hold,
    close,
  ],
  [
    begin,
    askLandlord,
    wrongLandlord,
    askLandlord,
    approve,
    release,
    ...TWO_OFFERS,
    suitable(0),
    choose(0),
    refusePlainly(0),
    wishToClose,
    close,
  ],
]
