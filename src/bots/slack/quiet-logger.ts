import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../edges.js'
import { errorCode } from '../error-code.js'

/**
 * What Slack's libraries log may hold request bodies, form values and tokens: only that something was
 * said, and the code or name of an error, goes on.
 */
export function quietLogger(log: Log): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said) => log.warn({ code: errorCode(said) }, 'slack library warns'),
    error: (...said) => log.error({ code: errorCode(said) }, 'slack library reports an error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  }
}
