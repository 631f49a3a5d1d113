import { z } from 'zod'
import { StartError } from './app/start-error.js'

const optional = z.string().trim().min(1).optional()
const url = z.url('must be a web address').optional()

const schema = z.object({
  NODE_ENV: z.string().optional(),
  DATABASE_URL: optional,
  /** Role that owns the tables, for migrations; without it DATABASE_URL's own role applies them. */
  DATABASE_OWNER_URL: optional,
  REDIS_URL: optional,
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be between 0 and 65535')
    .max(65_535, 'must be between 0 and 65535')
    .default(3000),
  RECIPROCAL_ROLE: z.enum(['all', 'bots', 'worker'], 'must be "all", "bots" or "worker"').default('all'),
  DATA_KEYS: optional,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  SLACK_SIGNING_SECRET: optional,
  SLACK_SIGNING_SECRET_OLD: optional,
  SLACK_BOT_TOKEN: optional,
  SLACK_CLIENT_ID: optional,
  SLACK_CLIENT_SECRET: optional,
  SLACK_STATE_SECRET: optional,
  SLACK_API_URL: url,
  SLACK_APP_TOKEN: optional,
})

export type Role = 'all' | 'bots' | 'worker'

export type SlackAccess =
  | { token: string }
  | { clientId: string; clientSecret: string; stateSecret: string; authorizeUrl?: string }

export interface SlackConfig {
  /** One secret, or two while it is being rotated. */
  signingSecrets: string[]
  access: SlackAccess
  apiUrl: string
  socketModeToken?: string
}

export interface Config {
  production: boolean
  host: string
  port: number
  role: Role
  databaseUrl: string | undefined
  ownerDatabaseUrl: string | undefined
  redisUrl: string | undefined
  dataKeys: string | undefined
  logLevel: string
  /** Null: the playground, on stand-ins. */
  slack: SlackConfig | null
}

/**
 * Reads the environment. Throws a `StartError` with one sentence that names every variable that is wrong or missing:
 * a half-configured platform never starts.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(present)
  if (!parsed.success) {
    const words = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new StartError(`Cannot start: ${words.join('; ')}.`)
  }
  const values = parsed.data
  const config: Config = {
    production: values.NODE_ENV === 'production',
    host: values.HOST,
    port: values.PORT,
    role: values.RECIPROCAL_ROLE,
    databaseUrl: values.DATABASE_URL,
    ownerDatabaseUrl: values.DATABASE_OWNER_URL,
    redisUrl: values.REDIS_URL,
    dataKeys: values.DATA_KEYS,
    logLevel: values.LOG_LEVEL,
    slack: slackOf(values),
  }
  refuseUnsafe(config)
  return config
}

const NEVER_HALF = 'Set it, or unset every SLACK_ variable to try the program without an account.'

function slackOf(values: z.infer<typeof schema>): SlackConfig | null {
  const named = Object.entries(values).filter(
    ([name, value]) => name.startsWith('SLACK_') && value !== undefined,
  )
  if (named.length === 0) return null
  const missing = (name: string) =>
    new StartError(`Slack is only half configured: ${name} is missing. ${NEVER_HALF}`)
  if (!values.SLACK_SIGNING_SECRET) throw missing('SLACK_SIGNING_SECRET')
  const old = values.SLACK_SIGNING_SECRET_OLD
  return {
    signingSecrets: [values.SLACK_SIGNING_SECRET, ...(old ? [old] : [])],
    access: accessOf(values, missing),
    apiUrl: values.SLACK_API_URL ?? 'https://slack.com/api/',
    ...(values.SLACK_APP_TOKEN && { socketModeToken: values.SLACK_APP_TOKEN }),
  }
}

function accessOf(values: z.infer<typeof schema>, missing: (name: string) => StartError): SlackAccess {
  const {
    SLACK_CLIENT_ID: clientId,
    SLACK_CLIENT_SECRET: clientSecret,
    SLACK_STATE_SECRET: stateSecret,
  } = values
  if (values.SLACK_BOT_TOKEN) {
    if (clientId || clientSecret || stateSecret)
      throw new StartError(
        'Set either SLACK_BOT_TOKEN (one workspace) or SLACK_CLIENT_ID and its secrets (many), not both.',
      )
    return { token: values.SLACK_BOT_TOKEN }
  }
  if (!clientId && !clientSecret && !stateSecret)
    throw missing('SLACK_BOT_TOKEN, or SLACK_CLIENT_ID for many workspaces,')
  if (!clientId) throw missing('SLACK_CLIENT_ID')
  if (!clientSecret) throw missing('SLACK_CLIENT_SECRET')
  if (!stateSecret) throw missing('SLACK_STATE_SECRET')
  return { clientId, clientSecret, stateSecret }
}

/** The playground never touches a database somebody named, and production never starts without its keys. */
function refuseUnsafe(config: Config): void {
  const services = config.databaseUrl !== undefined || config.redisUrl !== undefined
  if (!config.slack && services)
    throw new StartError(
      'DATABASE_URL or REDIS_URL is set but no chat platform is: the playground with its demo data never uses a named database or Redis. Set the SLACK_ variables, or unset both.',
    )
  if (!config.production) return
  if (!config.slack)
    throw new StartError(
      'NODE_ENV is production, but no chat platform is configured: SLACK_SIGNING_SECRET is missing.',
    )
  if (!config.dataKeys)
    throw new StartError(
      'NODE_ENV is production, but DATA_KEYS is missing: sensitive fields could not be encrypted.',
    )
  if (!config.databaseUrl) throw new StartError('NODE_ENV is production, but DATABASE_URL is missing.')
  if (!config.redisUrl) throw new StartError('NODE_ENV is production, but REDIS_URL is missing.')
}
