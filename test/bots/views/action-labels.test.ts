import { describe, expect, test } from 'vitest'
import { FORM_IDS } from '../../../src/bots/forms/form-id.js'
import { LIMITS } from '../../../src/bots/slack/render/limits.js'
import { ACTION_LABELS } from '../../../src/bots/views/action-labels.js'
import { allActions } from '../../../src/core/request/rights.js'

const rows = Object.entries(ACTION_LABELS)

describe('the labels of actions', () => {
  test('there is one for every action that core knows', () => {
    expect(allActions().filter((action) => !Object.hasOwn(ACTION_LABELS, action))).toEqual([])
  })

  test('no two actions read the same', () => {
    expect(new Set(rows.map(([, { label }]) => label)).size).toBe(rows.length)
  })

  test('each fits its button and its question', () => {
    for (const [, { label, confirm }] of rows) {
      expect(label.length).toBeLessThanOrEqual(LIMITS.confirmButton)
      expect(confirm?.title.length ?? 0).toBeLessThanOrEqual(LIMITS.confirmTitle)
      expect(confirm?.words.length ?? 0).toBeLessThanOrEqual(LIMITS.confirmText)
    }
  })

  test('a step that looks dangerous asks before it acts: by its form or by a question', () => {
    const silent = rows.filter(([, row]) => row.style === 'danger' && !row.form && !row.confirm)
    expect(silent).toEqual([])
  })

  test('safety needs one press', () => {
    for (const action of ['raise_safety_concern', 'report_risk_change'] as const)
      expect(ACTION_LABELS[action]).toEqual({ label: expect.any(String), form: null })
  })

  test('every form is opened by some button', () => {
    const opened = new Set(rows.map(([, { form }]) => form))
    expect(FORM_IDS.filter((id) => !opened.has(id))).toEqual([])
  })
})
