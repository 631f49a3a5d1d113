import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from './edges.js'

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

/** The code or name of the error among these, or of one thing thrown. */
export function errorCode(said: unknown): string {
  const error = Array.isArray(said) ? said.find((part) => part instanceof Error) : said
  if (!(error instanceof Error)) return 'none'
  const { code } = error as NodeJS.ErrnoException
  const platform = (error as { data?: { error?: unknown } }).data?.error
  return [code ?? error.name, platform].filter((part) => typeof part === 'string').join(' ')
}
