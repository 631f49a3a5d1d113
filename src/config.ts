import { z } from 'zod'
import { checkProxies } from './app/sources.js'
import { StartError } from './app/start-error.js'

const optional = z.string().trim().min(1).optional()
const url = z.url('must be a web address').optional()
const service = (example: string, ...starts: string[]) =>
  optional.refine(
    (value) =>
      value === undefined || (URL.canParse(value) && starts.some((start) => value.startsWith(start))),
    `must look like ${example}`,
  )
const postgres = service('postgresql://user:password@host/database', 'postgresql://', 'postgres://')

function areProxies(trusted: readonly string[]): boolean {
  try {
    checkProxies(trusted)
    return true
  } catch {
    return false
  }
}

const schema = z.object({
  NODE_ENV: z.string().optional(),
  DATABASE_URL: postgres,
  /** Role that owns the tables, for migrations; without it DATABASE_URL's own role applies them. */
  DATABASE_OWNER_URL: postgres,
  REDIS_URL: service('redis://host:6379', 'redis://', 'rediss://'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(0, 'must be between 0 and 65535')
    .max(65_535, 'must be between 0 and 65535')
    .default(3000),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').flatMap((part) => part.trim() || []))
    .refine(areProxies, 'must list addresses or networks such as 10.0.0.5, 10.1.0.0/16 or loopback')
    .default([]),
  RECIPROCAL_ROLE: z.enum(['all', 'bots', 'worker'], 'must be "all", "bots" or "worker"').default('all'),
  DATA_KEYS: optional,
  AUDIT_ANCHOR_FILE: optional,
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'],
      'must be "fatal", "error", "warn", "info", "debug" or "silent"',
    )
    .default('info'),
  SLACK_SIGNING_SECRET: optional,
  SLACK_SIGNING_SECRET_OLD: optional,
  SLACK_BOT_TOKEN: optional,
  SLACK_CLIENT_ID: optional,
  SLACK_CLIENT_SECRET: optional,
  SLACK_STATE_SECRET: optional,
  SLACK_API_URL: url,
  SLACK_APP_TOKEN: optional,
  TEAMS_APP_ID: optional,
  TEAMS_APP_PASSWORD: optional,
  TEAMS_TENANT_ID: optional,
  TEAMS_OPENID_METADATA_URL: url,
  TEAMS_LOGIN_URL: url,
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

export interface TeamsConfig {
  appId: string
  appPassword: string
  /** Authority that gives the app its tokens. */
  loginUrl: string
  openIdMetadataUrl: string
}

export interface DatabaseConfig {
  production: boolean
  databaseUrl: string | undefined
  ownerDatabaseUrl: string | undefined
  redisUrl: string | undefined
  dataKeys: string | undefined
  /** Where the heads of the audit chains go each day. */
  anchorFile?: string | undefined
}

export interface Config extends DatabaseConfig {
  host: string
  port: number
  /** Whose word counts about the address a request came from. */
  trustedProxies: string[]
  role: Role
  logLevel: string
  /** With neither platform: the playground, on stand-ins. */
  slack: SlackConfig | null
  teams: TeamsConfig | null
}

/**
 * Reads the environment. Throws a `StartError` with one sentence that names every variable that is wrong or missing:
 * a half-configured platform never starts.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const values = readValues(env)
  const config: Config = {
    ...databaseOf(values),
    host: values.HOST,
    port: values.PORT,
    trustedProxies: values.TRUSTED_PROXIES,
    role: values.RECIPROCAL_ROLE,
    logLevel: values.LOG_LEVEL,
    slack: slackOf(values),
    teams: teamsOf(values),
  }
  // An empty app id switches the check of every sender off, so it is never taken for "not set".
  if (config.production && env.TEAMS_APP_ID?.trim() === '')
    throw new StartError('NODE_ENV is production, but TEAMS_APP_ID is empty: set it, or remove it.')
  refuseUnsafe(config)
  return config
}

/** The part that the command line needs: it talks to no platform, so it asks for no credentials of one. */
export function readDatabaseConfig(env: NodeJS.ProcessEnv): DatabaseConfig {
  const config = databaseOf(readValues(env))
  const { production, dataKeys, databaseUrl } = config
  if (production) refuseWithout({ DATA_KEYS: dataKeys, DATABASE_URL: databaseUrl })
  return config
}

type Values = z.infer<typeof schema>

function readValues(env: NodeJS.ProcessEnv): Values {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(present)
  if (parsed.success) return parsed.data
  const words = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  throw new StartError(`Cannot start: ${words.join('; ')}.`)
}

function databaseOf(values: Values): DatabaseConfig {
  if (values.DATABASE_OWNER_URL !== undefined && values.DATABASE_URL === undefined)
    throw new StartError('DATABASE_OWNER_URL is set, but DATABASE_URL is missing.')
  return {
    production: values.NODE_ENV === 'production',
    databaseUrl: values.DATABASE_URL,
    ownerDatabaseUrl: values.DATABASE_OWNER_URL,
    redisUrl: values.REDIS_URL,
    dataKeys: values.DATA_KEYS,
    anchorFile: values.AUDIT_ANCHOR_FILE,
  }
}

const NEVER_HALF =
  'Set what is missing, or unset every SLACK_ variable to try the program without an account.'

function teamsOf(values: Values): TeamsConfig | null {
  const { TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_TENANT_ID } = values
  const named = Object.entries(values).some(
    ([name, value]) => name.startsWith('TEAMS_') && value !== undefined,
  )
  if (!named) return null
  const needed = { TEAMS_APP_ID, TEAMS_APP_PASSWORD, TEAMS_TENANT_ID }
  const missing = Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name]))
  if (!TEAMS_APP_ID || !TEAMS_APP_PASSWORD || !TEAMS_TENANT_ID)
    throw new StartError(
      `Teams is only half configured: ${areMissing(missing)}. ${NEVER_HALF.replace('SLACK_', 'TEAMS_')}`,
    )
  return {
    appId: TEAMS_APP_ID,
    appPassword: TEAMS_APP_PASSWORD,
    loginUrl: values.TEAMS_LOGIN_URL ?? `https://login.microsoftonline.com/${TEAMS_TENANT_ID}`,
    openIdMetadataUrl:
      values.TEAMS_OPENID_METADATA_URL ?? 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  }
}

function slackOf(values: Values): SlackConfig | null {
  const named = Object.entries(values).filter(
    ([name, value]) => name.startsWith('SLACK_') && value !== undefined,
  )
  if (named.length === 0) return null
  const { SLACK_SIGNING_SECRET: secret, SLACK_SIGNING_SECRET_OLD: old } = values
  const access = accessOf(values)
  if (secret === undefined || Array.isArray(access)) {
    const missing = [...(secret ? [] : ['SLACK_SIGNING_SECRET']), ...(Array.isArray(access) ? access : [])]
    throw new StartError(`Slack is only half configured: ${areMissing(missing)}. ${NEVER_HALF}`)
  }
  return {
    signingSecrets: [secret, ...(old ? [old] : [])],
    access,
    apiUrl: values.SLACK_API_URL ?? 'https://slack.com/api/',
    ...(values.SLACK_APP_TOKEN && { socketModeToken: values.SLACK_APP_TOKEN }),
  }
}

/** How the app gets its tokens, or the names of the variables that are missing for it. */
function accessOf(values: Values): SlackAccess | string[] {
  const { SLACK_BOT_TOKEN, SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET } = values
  const many = { SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET }
  const missing = Object.entries(many).flatMap(([name, value]) => (value ? [] : [name]))
  if (SLACK_BOT_TOKEN) {
    if (missing.length === 3) return { token: SLACK_BOT_TOKEN }
    throw new StartError(
      'Set either SLACK_BOT_TOKEN (one workspace) or SLACK_CLIENT_ID and its secrets (many), not both.',
    )
  }
  if (missing.length === 3) return ['SLACK_BOT_TOKEN (for many workspaces: SLACK_CLIENT_ID and its secrets)']
  if (!SLACK_CLIENT_ID || !SLACK_CLIENT_SECRET || !SLACK_STATE_SECRET) return missing
  return { clientId: SLACK_CLIENT_ID, clientSecret: SLACK_CLIENT_SECRET, stateSecret: SLACK_STATE_SECRET }
}

function refuseUnsafe(config: Config): void {
  const { production, role, databaseUrl, redisUrl, dataKeys } = config
  const platform = config.slack ?? config.teams
  if (production)
    refuseWithout({
      'SLACK_SIGNING_SECRET or TEAMS_APP_ID': platform,
      DATA_KEYS: dataKeys,
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
    })
  if (!platform && (databaseUrl !== undefined || redisUrl !== undefined))
    throw new StartError(
      'DATABASE_URL or REDIS_URL is set but no chat platform is: the playground with its demo data never uses a named database or Redis. Set the SLACK_ or TEAMS_ variables, or unset both.',
    )
  if (role !== 'all' && (!platform || databaseUrl === undefined || redisUrl === undefined))
    throw new StartError(
      `RECIPROCAL_ROLE is ${role}: processes that share the work need the SLACK_ or TEAMS_ variables, DATABASE_URL and REDIS_URL. Set them, or unset RECIPROCAL_ROLE.`,
    )
}

/** Its own services, keys and demo are for trying out: production never falls back on them. */
function refuseWithout(needed: Record<string, unknown>): void {
  const missing = Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name]))
  if (missing.length > 0) throw new StartError(`NODE_ENV is production, but ${areMissing(missing)}.`)
}

const names = new Intl.ListFormat('en-GB')

function areMissing(missing: string[]): string {
  return `${names.format(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`
}
