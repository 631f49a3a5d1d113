import { describe, expect, it } from 'vitest'
import { allActions } from '../../src/core/request/rights.js'
import { registerSteps, stepFor } from '../../src/core/steps.js'

const steps = allActions().map(stepFor)

describe('the registry of steps', () => {
  it('has one step for every action', () => {
    for (const action of allActions()) expect(stepFor(action).action).toBe(action)
    expect(() => stepFor('dance' as never)).toThrow('No step for the action dance')
  })

  it('does not load with a step too few, too many or without an action', () => {
    expect(registerSteps(steps, allActions()).size).toBe(allActions().length)
    expect(() => registerSteps(steps.slice(2), allActions())).toThrow(
      `No step for: ${steps[0]?.action}, ${steps[1]?.action}`,
    )
    expect(() => registerSteps([...steps, ...steps.slice(0, 1)], allActions())).toThrow(
      `Two steps for the action ${steps[0]?.action}`,
    )
    expect(() => registerSteps(steps, allActions().slice(1))).toThrow(
      `The step ${steps[0]?.action} belongs to no action`,
    )
  })
})
