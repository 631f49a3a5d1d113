import { expect, it } from 'vitest'
import { say, viewOfAnswer } from '../../../src/bots/dialogue/speaker.js'
import { messageActivity } from '../../../src/bots/teams/answers.js'

it('a sentence that is sent as a message is read in it, and not in what a phone announces of it', () => {
  const words = 'Sent for approval to Leila Underhill of Enfield.'
  const { attachments, ...announced } = messageActivity(viewOfAnswer(say(words)))
  const [card] = attachments
  expect(JSON.stringify(card?.content.body)).toContain(words)
  expect(card?.content.fallbackText).toBe(announced.summary)
  expect(JSON.stringify(announced)).not.toMatch(/Leila|Enfield/)
})
