import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPReceiver, type Installation } from '@slack/bolt'
import { slackClientOptions } from '../delivery/slack-clients.js'
import type { Log, Workspaces } from '../edges.js'
import { pathOf } from '../path-of.js'
import { quietLogger } from './quiet-logger.js'

export interface InstallOptions {
  clientId: string
  clientSecret: string
  /** Signs the state of an installation under way, so that any process can finish it. */
  stateSecret: string
  /** Only for a server that stands in for Slack. */
  authorizeUrl?: string
  /** Where Slack sends the browser back to; left out, the first redirect address of the app's manifest. */
  redirectUri?: string
  apiUrl: string
  workspaces: Workspaces
  log: Log
}

/** Settled once: a scope added later makes every partner install the app again. The manifest names the same. */
export const SCOPES: readonly string[] = [
  'commands',
  'chat:write',
  'channels:read',
  'groups:read',
  'im:write',
  'users:read',
  'users:read.email',
  'channels:history',
  'groups:history',
  'im:history',
  'files:write',
]

const REDIRECT_PATH = '/slack/oauth_redirect'
const PATHS = ['/slack/install', REDIRECT_PATH]
const NOT_BOUND = 'workspace_not_bound'

/** Pages through which a partner's Slack administrator installs the app (OAuth). */
export function createInstallPages(options: InstallOptions) {
  const { log, workspaces } = options
  const logger = quietLogger(log)
  const pages = new HTTPReceiver({
    // This receiver serves the two pages only; requests from Slack itself come in by the endpoint.
    signingSecret: 'unused',
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    stateSecret: options.stateSecret,
    scopes: [...SCOPES],
    ...(options.redirectUri && { redirectUri: options.redirectUri }),
    logger,
    installationStore: {
      storeInstallation: (installation) => keep(workspaces, installation as Installation),
      fetchInstallation: () => Promise.reject(new Error('tokens are read from the directory')),
    },
    installerOptions: {
      directInstall: true,
      clientOptions: slackClientOptions({ apiUrl: options.apiUrl, clientOptions: { logger } }),
      ...(options.redirectUri && { redirectUriPath: REDIRECT_PATH }),
      ...(options.authorizeUrl && { authorizationUrl: options.authorizeUrl }),
      callbackOptions: {
        success: (installation, _options, _request, response) => {
          log.info({ tenant: installation.team?.id }, 'slack workspace installed')
          page(response, 200, 'Installed. You can close this page and open the app in Slack.')
        },
        failure: (error, _options, _request, response) => {
          log.warn({ code: error.code }, 'slack installation failed')
          if (error.message.includes(NOT_BOUND))
            return page(response, 403, 'This workspace is not connected to the scheme. Ask the coordinator.')
          const expected = /state|code/.test(error.code)
          return page(response, expected ? 400 : 500, 'The installation did not finish. Please start again.')
        },
      },
    },
  })
  return {
    handle: (request: IncomingMessage, response: ServerResponse): boolean => {
      if (request.method !== 'GET' || !PATHS.includes(pathOf(request))) return false
      pages.requestListener(request, response)
      return true
    },
  }
}

async function keep(workspaces: Workspaces, installation: Installation): Promise<void> {
  const { team, enterprise, bot } = installation
  const bound =
    team &&
    bot &&
    (await workspaces.installWorkspace({
      platform: 'slack',
      tenant: team.id,
      enterprise: enterprise?.id ?? null,
      botToken: bot.token,
      botUserId: bot.userId,
    }))
  if (!bound) throw new Error(NOT_BOUND)
}

function page(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' })
  response.end(`<!doctype html><meta charset="utf-8"><title>Reciprocal</title><p>${words}</p>`)
}
