import type { AddressInfo } from 'node:net'
import * as bolt from '@slack/bolt'
import { LogLevel, WebClient } from '@slack/web-api'
import { onTestFinished } from 'vitest'
import {
  type Block,
  type SlackStandin,
  type SlackStandinOptions,
  startSlackStandin,
} from '../../../src/standins/slack/index.js'

export const NORTH = 'T0NORTH'
export const SOUTH = 'T0SOUTH'
export const NORTH_TOKEN = 'xoxb-north'
export const SOUTH_TOKEN = 'xoxb-south'

/** Two workspaces: Ada and Ben in the north, Cleo in the south; one private channel each, one shared by both. */
export async function startWorld(options: SlackStandinOptions = {}): Promise<SlackStandin> {
  const slack = await startSlackStandin(options)
  slack.addWorkspace({ id: NORTH, name: 'North Homes', botToken: NORTH_TOKEN })
  slack.addWorkspace({ id: SOUTH, name: 'South Homes', botToken: SOUTH_TOKEN })
  slack.addUser({
    id: 'U0ADA',
    teamId: NORTH,
    name: 'ada',
    realName: 'Ada North',
    email: 'ada@north.example',
  })
  slack.addUser({
    id: 'U0BEN',
    teamId: NORTH,
    name: 'ben',
    realName: 'Ben North',
    email: 'ben@north.example',
  })
  slack.addUser({ id: 'U0CLEO', teamId: SOUTH, name: 'cleo', email: 'cleo@south.example' })
  slack.addChannel({ id: 'C0NORTH', teamId: NORTH, name: 'moves', private: true, members: ['U0ADA'] })
  slack.addChannel({ id: 'C0SOUTH', teamId: SOUTH, name: 'moves', private: true, members: ['U0CLEO'] })
  slack.addChannel({
    id: 'C0SHARED',
    teamId: NORTH,
    name: 'shared',
    private: true,
    members: ['U0BEN', 'U0CLEO'],
    shared: [SOUTH],
  })
  slack.addChannel({ id: 'C0OPEN', teamId: NORTH, name: 'lobby', members: ['U0ADA'], bot: false })
  return slack
}

/** A client as the project uses it: no retries, rate limits thrown. */
export function clientOf(slack: SlackStandin, token?: string): WebClient {
  return new WebClient(token, clientOptions(slack))
}

export function clientOptions(slack: SlackStandin) {
  return {
    slackApiUrl: slack.url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: SILENT,
  }
}

const nothing = () => undefined
export const SILENT = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
}

/** A Bolt app that serves both workspaces over HTTP. */
export async function startBolt(slack: SlackStandin, set: (app: bolt.App) => void) {
  const app = new bolt.App({
    signingSecret: slack.signingSecret,
    authorize: async ({ teamId }) => {
      const workspace = slack.store.workspaces.get(teamId ?? '')
      return {
        botToken: workspace?.botToken ?? '',
        botId: workspace?.botId ?? '',
        botUserId: workspace?.botUserId ?? '',
      }
    },
    clientOptions: clientOptions(slack),
    logger: SILENT,
  })
  app.error(async () => undefined)
  set(app)
  const server = await app.start({ port: 0, host: '127.0.0.1' })
  const { port } = server.address() as AddressInfo
  slack.connect(`http://127.0.0.1:${port}/slack/events`)
  return {
    stop: async () => {
      server.closeAllConnections()
      await app.stop()
    },
  }
}

/** A stand-in with a Bolt app on it; both are stopped after the test. */
export async function world(
  set: (app: bolt.App) => void,
  options: SlackStandinOptions = {},
): Promise<SlackStandin> {
  const slack = await startWorld(options)
  onTestFinished(() => slack.close())
  const app = await startBolt(slack, set)
  onTestFinished(app.stop)
  return slack
}

export function section(text: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text } }
}

export function button(actionId: string, value = 'v'): Block {
  return {
    type: 'actions',
    block_id: `row-${actionId}`,
    elements: [{ type: 'button', action_id: actionId, text: { type: 'plain_text', text: 'Press' }, value }],
  }
}

export function textInput(blockId: string, more: Record<string, unknown> = {}): Block {
  return {
    type: 'input',
    block_id: blockId,
    label: { type: 'plain_text', text: 'Words' },
    element: { type: 'plain_text_input', action_id: 'text' },
    ...more,
  }
}

export function modal(blocks: Block[], more: Record<string, unknown> = {}) {
  return {
    type: 'modal' as const,
    callback_id: 'form',
    title: { type: 'plain_text' as const, text: 'Form' },
    submit: { type: 'plain_text' as const, text: 'Send' },
    blocks,
    ...more,
  }
}

/** The error code of a refused call. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    return (error as { data?: { error?: string } }).data?.error ?? String(error)
  }
  return 'not refused'
}
