import { expect } from 'vitest'
import type { ActResult, SendResult } from '../../../src/standins/botframework/index.js'
import { answerTo } from './acting.js'

/** Teams waits for five seconds and asks again. */
const IN_TIME_MS = 5_000

/** An answer that Teams can show: status 200 in time, with words in it, and none of them an error's. */
export function shows(answer: SendResult | ActResult, words: RegExp | string): void {
  expect([answer.status, answer.timedOut]).toEqual([200, false])
  expect(answer.durationMs).toBeLessThan(IN_TIME_MS)
  expect(answerTo(answer)).toMatch(words)
  expect(answer.text).not.toMatch(
    /error|exception|undefined|Unable to extract|connect|statement|prisma|select |node_modules/i,
  )
}
