export { checkBlocks, checkView } from './check.js'
export type { Fault, FaultedCall, FaultFilter, Faults } from './faults.js'
export { LIMITS } from './limits.js'
export type { ChannelSetup, SlackStandinOptions, UserSetup, WorkspaceSetup } from './options.js'
export type { SendOptions, SendResult, WireKind } from './outbound.js'
export type {
  ActResult,
  ElementChoice,
  FieldValue,
  FieldValues,
  Person,
  PressInput,
  PressTarget,
  SubmitInput,
} from './person.js'
export { type SlackStandin, startSlackStandin } from './standin.js'
export type { SlackStore } from './store.js'
export type * from './types.js'
