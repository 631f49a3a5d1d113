import type { Clock, Ports } from '../../core/ports.js'
import type { Sender } from '../delivery/create-chat.js'
import type { Conversations, Log, Workspaces } from '../edges.js'
import { TeamsAdapter, type TeamsConfig } from './adapter.js'
import { createTeamsApp, type TeamsApp } from './app.js'
import { createTeamsSender } from './sender.js'

export interface TeamsOptions extends TeamsConfig {
  ports: Ports
  workspaces: Workspaces
  conversations: Conversations
  clock: Clock
  log: Log
  /** Milliseconds until a press that got no answer is told "Not confirmed". */
  answerWithinMs?: number
  /** Milliseconds after which "Nothing found for you" is said, whatever there is. */
  nothingFoundAfterMs?: number | undefined
}

/**
 * Everything that speaks to Microsoft Teams. The only folder that knows teams-ai and the Bot Framework below it, which
 * Microsoft no longer supports: whoever replaces them by their successor replaces this folder.
 */
export function openTeams(options: TeamsOptions): { sender: Sender; app: TeamsApp } {
  const adapter = new TeamsAdapter(options)
  const { appId, conversations, clock, ports } = options
  return {
    sender: createTeamsSender({ adapter, appId, conversations, clock, store: ports.store }),
    app: createTeamsApp({ ...options, adapter }),
  }
}
