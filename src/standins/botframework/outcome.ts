import { NOTHING, type Shown } from './answers.js'
import type { SendResult } from './api.js'
import type { ActResult } from './person.js'

export const NOT_SENT: ActResult = {
  sent: false,
  status: 0,
  text: '',
  body: undefined,
  durationMs: 0,
  timedOut: false,
  saw: undefined,
  said: undefined,
  errors: {},
  wire: undefined,
}

export function outcome(wire: SendResult, { saw, said }: Shown = NOTHING): ActResult {
  const { status, text, body, durationMs, timedOut } = wire
  return { sent: true, status, text, body, durationMs, timedOut, saw, said, errors: {}, wire }
}
