import { newestWith } from '../end-to-end/hands.js'
import { ALL_WORDS, type ByHand } from './by-hand.js'

/** Ways that go wholly through people's hands; between them they open every kind of form about a case. */
export const HAND_WAYS: readonly ((by: ByHand) => Promise<void>)[] = [
  wholeWay,
  refusedAndHeld,
  declined,
  takenBack,
]

async function asked(by: ByHand): Promise<void> {
  await by.refer()
  by.journey.ask()
  // Its answer is a message, which a phone announces.
  const coordinator = by.hands(by.coordinator)
  await coordinator.press(await newestWith(coordinator, 'send_for_approval'), 'send_for_approval', {
    oldClient: by.journey.n === 1,
  })
  await by.rest()
}

async function approved(by: ByHand): Promise<void> {
  const lead = by.hands(by.lead)
  await lead.press(await newestWith(lead, 'approve'), 'approve')
  await by.rest()
  by.journey.decided()
  await by.send(lead, 'approve', { identityConfirmed: true })
  await lead.close()
  await by.rest()
  by.journey.released()
  await by.press(by.coordinator, 'release', {})
}

async function chosen(by: ByHand, which: number): Promise<void> {
  const { journey } = by
  await by.press(by.coordinator, `check_area:${journey.offers[which]?.id}`, { suitable: true })
  journey.passedOn(which)
  await by.press(by.officer, `choose_offer:${journey.offers[which]?.id}`, { lessSecureUnderstood: true })
}

async function viewed(by: ByHand): Promise<void> {
  const viewingAt = new Date(by.canary.world.now().getTime() + 2 * 3_600_000).toISOString()
  await by.press(by.officer, 'arrange_viewing', { viewingAt })
  await by.later(3)
  await by.press(by.officer, 'record_viewing')
}

async function wholeWay(by: ByHand): Promise<void> {
  const { journey } = by
  await by.refer()
  const question = `is there ${journey.word('question')} now?`
  await by.pressAndErr(by.coordinator, 'return_for_information', 'question', { question })
  await by.pressAndErr(by.officer, 'answer_questions', 'answer', {
    answer: `there is ${journey.word('answer')} now`,
  })
  journey.ask()
  await by.press(by.coordinator, 'send_for_approval')
  await by.pressAndErr(by.lead, 'ask_question', 'question', {
    question: `is there ${journey.word('question')} now?`,
  })
  await by.press(by.officer, 'answer_questions', { answer: `there is ${journey.word('answer')} now` })
  journey.ask()
  await by.press(by.coordinator, 'send_for_approval')
  await approved(by)
  await by.openDetails(0)
  await by.openDetails(1)
  await by.offer(0)
  await by.offer(1)
  await chosen(by, 0)
  await by.askAround()
  await viewed(by)
  await by.press(by.officer, 'accept_offer')
  await by.press(by.offerer(0), 'confirm_tenancy_start', { startedOn: by.today() })
  await by.later(24)
  await by.askAround(ALL_WORDS)
}

async function refusedAndHeld(by: ByHand): Promise<void> {
  const { journey } = by
  await asked(by)
  await approved(by)
  await by.openDetails(0)
  await by.openDetails(1)
  await by.offer(0)
  await chosen(by, 0)
  await viewed(by)
  await by.pressAndErr(by.officer, 'refuse_offer', 'note', journey.why('refused', 0))
  await by.askAround()
  const hold = { ...journey.why('onHold', 1), reviewOn: by.today(5) }
  await by.pressAndErr(by.coordinator, 'hold', 'note', hold)
  await by.pressAndErr(by.coordinator, 'resume', 'note', { note: `there is ${journey.word('note')} now` })
  await by.pressAndErr(by.officer, 'ask_to_close', 'wish', { wish: `there is ${journey.word('wish')} now` })
  await by.pressAndErr(by.coordinator, 'close', 'note', journey.why('closed', 3))
  await by.later(24)
  await by.askAround()
}

async function declined(by: ByHand): Promise<void> {
  const { journey } = by
  await asked(by)
  await by.askAround()
  const decline = { ...journey.why('declined', 1), identityConfirmed: true }
  await by.pressAndErr(by.lead, 'decline', 'note', decline, () => journey.decided())
  await by.askAround()
  await by.press(by.coordinator, 'close', { ...journey.why('closed', 3), officerTold: true })
  await by.press(by.coordinator, 'reopen', { ...journey.why('reopened', 1), into: 'submitted' })
  await by.askAround()
}

async function takenBack(by: ByHand): Promise<void> {
  const { journey } = by
  await asked(by)
  await approved(by)
  await by.offer(1)
  await chosen(by, 0)
  await by.pressAndErr(by.offerer(1), 'withdraw_offer', 'note', journey.why('withdrawn', 1))
  await by.pressAndErr(by.officer, 'ask_for_change', 'wish', { wish: `there is ${journey.word('wish')} now` })
  await by.pressAndErr(by.lead, 'withdraw_approval', 'note', journey.why('approvalWithdrawn', 1))
  await by.press(by.officer, 'raise_safety_concern')
  await by.press(by.coordinator, 'acknowledge_safety')
  await by.press(by.coordinator, 'resume', { note: `there is ${journey.word('note')} now` })
  await by.pressAndErr(by.coordinator, 'recall', 'note', journey.why('recalled', 0))
  await by.later(24)
  await by.askAround()
}
