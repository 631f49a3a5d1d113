export type { BotFrameworkStandin, SendOptions, SendResult, TokenKind } from './api.js'
export { checkCard } from './check.js'
export type { Fault, FaultedCall, FaultFilter, Faults } from './faults.js'
export { LIMITS } from './limits.js'
export type {
  BotFrameworkStandinOptions,
  ChannelSetup,
  TeamSetup,
  TenantSetup,
  UserSetup,
} from './options.js'
export type {
  ActionChoice,
  ActResult,
  ChannelWords,
  FieldValue,
  FieldValues,
  MessageRef,
  Person,
  PressInput,
  SubmitInput,
} from './person.js'
export { startBotFrameworkStandin } from './standin.js'
export type { BotFrameworkStore } from './store.js'
export type * from './types.js'
