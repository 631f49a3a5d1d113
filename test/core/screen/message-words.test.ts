import { expect, test } from 'vitest'
import { FOLLOW_UPS } from '../../../src/core/follow-up/follow-up-table.js'
import { isTopic, MESSAGES } from '../../../src/core/screen/message-words.js'
import { aScheme } from '../../support/facts.js'

test('every follow-up that can fire has words for the people it tells', () => {
  const silent = FOLLOW_UPS.map(({ kind }) => kind).filter((kind) => !isTopic(kind))
  expect(silent).toEqual([])
})

test('no message leaves a placeholder of the scheme file unfilled', () => {
  const scheme = aScheme()
  for (const [topic, { title, words }] of Object.entries(MESSAGES))
    expect(`${title} ${words(scheme)}`, topic).not.toMatch(/[{}]/)
})

test('a home that was not taken up is told in the daily batch, whatever the reason', () => {
  expect(MESSAGES.offer_not_taken_up.inBatch).toBe(true)
})
