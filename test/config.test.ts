import { expect, test } from 'vitest'
import { StartError } from '../src/app/start-error.js'
import { readConfig, readDatabaseConfig } from '../src/config.js'

const one = { SLACK_SIGNING_SECRET: 'secret', SLACK_BOT_TOKEN: 'xoxb-1' }
const many = {
  SLACK_SIGNING_SECRET: 'secret',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client secret',
  SLACK_STATE_SECRET: 'state secret',
}
const services = {
  DATABASE_URL: 'postgresql://app@db.example/reciprocal',
  REDIS_URL: 'rediss://redis.example',
}
const half = (missing: string) =>
  `Slack is only half configured: ${missing} missing. Set what is missing, or unset every SLACK_ variable to try the program without an account.`
const inTeams = { TEAMS_APP_ID: 'app', TEAMS_APP_PASSWORD: 'password', TEAMS_TENANT_ID: 'tenant' }
const halfTeams = (missing: string) =>
  `Teams is only half configured: ${missing} missing. Set what is missing, or unset every TEAMS_ variable to try the program without an account.`
const token = 'SLACK_BOT_TOKEN (for many workspaces: SLACK_CLIENT_ID and its secrets)'

test('nothing set is the playground on this machine alone', () => {
  expect(readConfig({})).toMatchObject({ slack: null, host: '127.0.0.1', port: 3000, role: 'all' })
  expect(readConfig({ SLACK_BOT_TOKEN: '', DATABASE_URL: '' })).toMatchObject({ slack: null })
})

test('one workspace needs a token, many need the three of an app', () => {
  expect(readConfig({ ...one, ...services }).slack?.access).toEqual({ token: 'xoxb-1' })
  expect(readConfig({ ...many, SLACK_SIGNING_SECRET_OLD: 'old' }).slack).toMatchObject({
    signingSecrets: ['secret', 'old'],
    access: { clientId: '1.2', clientSecret: 'client secret', stateSecret: 'state secret' },
  })
})

test.each([
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, half('SLACK_SIGNING_SECRET is')],
  [{ SLACK_SIGNING_SECRET: 'secret' }, half(`${token} is`)],
  [{ SLACK_SIGNING_SECRET: '', SLACK_BOT_TOKEN: 'xoxb-1' }, half('SLACK_SIGNING_SECRET is')],
  [{ SLACK_APP_TOKEN: 'xapp-1' }, half(`SLACK_SIGNING_SECRET and ${token} are`)],
  [{ ...many, SLACK_SIGNING_SECRET: undefined }, half('SLACK_SIGNING_SECRET is')],
  [{ ...many, SLACK_CLIENT_ID: undefined }, half('SLACK_CLIENT_ID is')],
  [{ ...many, SLACK_CLIENT_SECRET: undefined }, half('SLACK_CLIENT_SECRET is')],
  [{ ...many, SLACK_STATE_SECRET: undefined }, half('SLACK_STATE_SECRET is')],
  [{ SLACK_CLIENT_ID: '1.2' }, half('SLACK_SIGNING_SECRET, SLACK_CLIENT_SECRET and SLACK_STATE_SECRET are')],
])('half a platform is refused with the name of all that is missing: %o', (env, sentence) => {
  expect(() => readConfig(env)).toThrow(new StartError(sentence))
})

test('Teams needs an app, its password and its tenant; the addresses are Microsoft’s unless others are named', () => {
  expect(readConfig(inTeams)).toMatchObject({
    slack: null,
    teams: {
      appId: 'app',
      appPassword: 'password',
      loginUrl: 'https://login.microsoftonline.com/tenant',
      openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    },
  })
  const named = {
    TEAMS_LOGIN_URL: 'http://127.0.0.1:9/login',
    TEAMS_OPENID_METADATA_URL: 'http://127.0.0.1:9/openid',
  }
  expect(readConfig({ ...inTeams, ...one, ...named })).toMatchObject({
    slack: { access: { token: 'xoxb-1' } },
    teams: { loginUrl: named.TEAMS_LOGIN_URL, openIdMetadataUrl: named.TEAMS_OPENID_METADATA_URL },
  })
})

test.each([
  [{ TEAMS_APP_ID: 'app' }, 'TEAMS_APP_PASSWORD and TEAMS_TENANT_ID are'],
  [{ ...inTeams, TEAMS_APP_ID: undefined }, 'TEAMS_APP_ID is'],
  [{ ...inTeams, TEAMS_APP_ID: '' }, 'TEAMS_APP_ID is'],
  [{ ...inTeams, TEAMS_APP_PASSWORD: undefined }, 'TEAMS_APP_PASSWORD is'],
  [{ ...inTeams, TEAMS_TENANT_ID: '' }, 'TEAMS_TENANT_ID is'],
  [{ TEAMS_LOGIN_URL: 'https://login.example' }, 'TEAMS_APP_ID, TEAMS_APP_PASSWORD and TEAMS_TENANT_ID are'],
])(
  'half of Teams is refused with the name of all that is missing, whatever Slack has: %o',
  (env, missing) => {
    expect(() => readConfig(env)).toThrow(new StartError(halfTeams(missing)))
    expect(() => readConfig({ ...one, ...services, ...env })).toThrow(new StartError(halfTeams(missing)))
  },
)

test('production takes an empty Teams app id for no “not set”: that would switch the check of senders off', () => {
  const all = { ...one, ...services, DATA_KEYS: 'k1:key', NODE_ENV: 'production' }
  expect(() => readConfig({ ...all, TEAMS_APP_ID: '' })).toThrow(
    new StartError('NODE_ENV is production, but TEAMS_APP_ID is empty: set it, or remove it.'),
  )
  expect(() => readConfig({ ...all, TEAMS_APP_ID: '  ' })).toThrow(StartError)
  expect(() => readConfig({ ...all, ...inTeams, TEAMS_APP_ID: '' })).toThrow(StartError)
  expect(readConfig({ ...all, ...inTeams }).teams?.appId).toBe('app')
})

test.each([
  [{ ...one, ...many }, 'Set either SLACK_BOT_TOKEN (one workspace) or'],
  [{ DATABASE_URL: services.DATABASE_URL }, 'the playground with its demo data never uses a named database'],
  [{ REDIS_URL: services.REDIS_URL }, 'the playground with its demo data never uses a named database'],
  [{ DATABASE_OWNER_URL: services.DATABASE_URL }, 'DATABASE_OWNER_URL is set, but DATABASE_URL is missing.'],
  [{ RECIPROCAL_ROLE: 'worker' }, 'RECIPROCAL_ROLE is worker: processes that share the work need'],
  [{ ...one, REDIS_URL: services.REDIS_URL, RECIPROCAL_ROLE: 'bots' }, 'RECIPROCAL_ROLE is bots: '],
])('settings that contradict each other are refused: %o', (env, sentence) => {
  expect(() => readConfig(env)).toThrow(sentence)
})

test('every value that cannot be meant is named in one sentence', () => {
  const env = {
    PORT: 'abc',
    RECIPROCAL_ROLE: 'nonsense',
    LOG_LEVEL: 'loud',
    REDIS_URL: 'http://redis.example',
  }
  expect(() => readConfig(env)).toThrow(
    new StartError(
      'Cannot start: REDIS_URL must look like redis://host:6379; PORT must be a number; RECIPROCAL_ROLE must be "all", "bots" or "worker"; LOG_LEVEL must be "fatal", "error", "warn", "info", "debug" or "silent".',
    ),
  )
  expect(() => readConfig({ PORT: '70000' })).toThrow('PORT must be between 0 and 65535')
  for (const DATABASE_URL of ['nonsense', 'mysql://app@db.example/reciprocal', 'postgresql://[broken'])
    expect(() => readConfig({ ...one, DATABASE_URL })).toThrow('DATABASE_URL must look like postgresql://')
})

test('production falls back on nothing of its own', () => {
  const NODE_ENV = 'production'
  const all = { ...one, ...services, DATA_KEYS: 'k1:key', NODE_ENV }
  expect(readConfig(all)).toMatchObject({ production: true })
  for (const name of ['DATA_KEYS', 'DATABASE_URL', 'REDIS_URL'])
    expect(() => readConfig({ ...all, [name]: undefined })).toThrow(
      new StartError(`NODE_ENV is production, but ${name} is missing.`),
    )
  expect(() => readConfig({ NODE_ENV })).toThrow(
    'SLACK_SIGNING_SECRET or TEAMS_APP_ID, DATA_KEYS, DATABASE_URL and REDIS_URL are missing',
  )
})

test('the command line asks for no credentials of a platform, yet in production for the keys', () => {
  const { DATABASE_URL } = services
  expect(readDatabaseConfig({ SLACK_BOT_TOKEN: 'xoxb-1', DATABASE_URL })).toMatchObject({
    databaseUrl: DATABASE_URL,
  })
  expect(() => readDatabaseConfig({ NODE_ENV: 'production', DATABASE_URL })).toThrow('DATA_KEYS is missing')
})
