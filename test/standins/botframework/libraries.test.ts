import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Application, type TurnState } from '@microsoft/teams-ai'
import {
  ActivityTypes,
  type Response as BotResponse,
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  MessageFactory,
  type Request,
  TeamsInfo,
  TurnContext,
} from 'botbuilder'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { BotFrameworkStandin, Dict, TokenKind } from '../../../src/standins/botframework/index.js'
import { askToken, attached, card, execute, form, opener, startWorld, TEAM, words } from './support.js'

/** Credentials that ask the stand-in's token endpoint, since the library's own refuse plain http. */
class StandinCredentials {
  constructor(readonly teams: BotFrameworkStandin) {}

  async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.teams.appId
  }

  async isAuthenticationDisabled(): Promise<boolean> {
    return false
  }

  async createCredentials() {
    const { teams } = this
    return {
      signRequest: async <T extends { headers: { set(name: string, value: string): void } }>(request: T) => {
        const { body } = await askToken(teams)
        request.headers.set('authorization', `Bearer ${String(body?.access_token)}`)
        return request
      },
    }
  }
}

interface Bot {
  adapter: CloudAdapter
  app: Application<TurnState>
  references: Partial<ConversationReference>[]
}

/** A small bot of the real libraries on the stand-in's people. */
async function startBot(teams: BotFrameworkStandin): Promise<Bot> {
  const settings = {
    ToChannelFromBotLoginUrl: teams.loginUrl,
    ToChannelFromBotOAuthScope: teams.oauthScope,
    ToBotFromChannelTokenIssuer: teams.issuer,
    OAuthUrl: teams.origin,
    ToBotFromChannelOpenIdMetadataUrl: teams.openIdUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: teams.openIdUrl,
    CallerId: 'urn:botframework:azure',
  }
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication(settings, new StandinCredentials(teams)),
  )
  const app = new Application<TurnState>({ removeRecipientMention: true })
  const references: Partial<ConversationReference>[] = []
  app.turn('beforeTurn', async (context) => {
    references.push(TurnContext.getConversationReference(context.activity))
    return true
  })
  const server = createServer((req, res) => {
    void serve(adapter, app, req, res)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  teams.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`)
  return { adapter, app, references }
}

async function serve(
  adapter: CloudAdapter,
  app: Application<TurnState>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  const request = {
    method: req.method,
    headers: req.headers,
    body: JSON.parse(Buffer.concat(chunks).toString()),
  }
  const response: BotResponse = {
    socket: res.socket,
    status: (code: number) => {
      res.statusCode = code
      return response
    },
    header: (name: string, value: unknown) => res.setHeader(name, String(value)),
    send: (body: unknown) => {
      res.setHeader('content-type', 'application/json')
      res.write(typeof body === 'string' ? body : JSON.stringify(body))
    },
    end: () => res.end(),
  }
  await adapter.process(request as Request, response, async (context) => {
    await app.run(context)
  })
}

const invokeResponse = (body: Dict) => ({
  type: ActivityTypes.InvokeResponse,
  value: { status: 200, body },
})

describe('the real libraries', () => {
  it('take a good token, answer, and edit and withdraw what they posted', async () => {
    const teams = await startWorld()
    const { app } = await startBot(teams)
    app.message('home', async (context) => {
      const sent = await context.sendActivity(
        MessageFactory.attachment(CardFactory.adaptiveCard(card([words('one')]))),
      )
      await context.updateActivity({ type: 'message', id: sent?.id ?? '', text: 'two' })
      const more = await context.sendActivity('three')
      await context.deleteActivity(more?.id ?? '')
    })
    expect((await teams.as('ada').say('home')).status).toBe(200)
    expect(
      teams
        .as('ada')
        .messages()
        .map((m) => m.text),
    ).toEqual(['home', 'two'])
    const operations = teams.log.map((l) => l.operation).filter((o) => o !== 'token')
    expect(operations).toEqual(['send', 'update', 'send', 'delete'])
  })

  it('speak first: from a kept reference, and in a new private chat or thread', async () => {
    const teams = await startWorld()
    const { adapter, app, references } = await startBot(teams)
    app.activity(ActivityTypes.InstallationUpdate, async () => undefined)
    await teams.as('ben').install()
    const reference = references.find((r) => r.conversation?.id === teams.as('ben').dm().id) ?? expect.fail()
    await adapter.continueConversationAsync(teams.appId, reference, async (context) => {
      await context.sendActivity('news')
    })
    expect(teams.as('ben').messages()).toMatchObject([{ text: 'news', fromApp: true }])
    const begin = (parameters: Dict, text: string) =>
      adapter.createConversationAsync(
        teams.appId,
        'msteams',
        teams.serviceUrl('tenant-north'),
        teams.oauthScope,
        parameters as never,
        async (context) => {
          await context.sendActivity(text)
        },
      )
    const members = [{ id: teams.store.users.get('ada')?.id, name: 'Ada' }]
    await begin({ isGroup: false, bot: { id: teams.botId }, members, tenantId: 'tenant-north' }, 'first')
    expect(teams.as('ada').messages()).toMatchObject([{ text: 'first' }])
    await teams.installInTeam(TEAM, undefined, 'ada')
    const activity = MessageFactory.text('post')
    await begin({ isGroup: true, channelData: { channel: { id: TEAM } }, activity }, 'reply')
    expect(
      teams
        .as('gil')
        .channelMessages(TEAM)
        .map((m) => m.text),
    ).toEqual(['post', 'reply'])
    const { threadId } = teams.store.lastMessage(TEAM) ?? expect.fail()
    expect(threadId).toBe(teams.store.messages(TEAM)[0]?.id)
  })

  it('read rosters, members and channels through TeamsInfo', async () => {
    const teams = await startWorld()
    const { app } = await startBot(teams)
    const found: unknown[] = []
    app.message(/who/, async (context) => {
      const { members } = await TeamsInfo.getPagedMembers(context)
      found.push(members.map((m) => m.email))
      found.push((await TeamsInfo.getMember(context, 'gil')).userRole)
      found.push((await TeamsInfo.getTeamDetails(context)).name)
      found.push((await TeamsInfo.getTeamChannels(context)).length)
    })
    await teams.installInTeam(TEAM, undefined, 'ada')
    expect((await teams.as('ada').sayInChannel(TEAM, 'who')).status).toBe(200)
    expect(found).toEqual([
      ['ada@north.example', 'ben@north.example', 'gil@else.example'],
      'guest',
      'Moves',
      4,
    ])
  })

  it('open, turn and end dialogs', async () => {
    const teams = await startWorld()
    const { app } = await startBot(teams)
    const dialog = (title: string, content: Dict) => ({ title, card: attached(content) as never })
    app.message('home', async (context) => {
      await context.sendActivity(MessageFactory.attachment(CardFactory.adaptiveCard(card([], [opener()]))))
    })
    app.taskModules.fetch(
      async ({ activity }) => activity.name === 'task/fetch',
      async () => dialog('First', form()),
    )
    app.taskModules.submit(
      async ({ activity }) => activity.name === 'task/submit',
      async (_context, _state, data: Dict) =>
        data.name === 'Kim' ? 'Thank you, Kim.' : dialog('Second', form()),
    )
    const ada = teams.as('ada')
    await ada.say('home')
    await ada.press(teams.store.lastMessage(ada.dm().id) ?? expect.fail(), 'Open')
    expect(ada.dialog()).toMatchObject({ title: 'First' })
    await ada.submit({ name: 'Lou' })
    expect(ada.dialog()).toMatchObject({ title: 'Second', turns: 1 })
    expect((await ada.submit({ name: 'Kim' })).said).toBe('Thank you, Kim.')
    expect(ada.dialog()).toBeUndefined()
  })

  it('answer Action.Execute for one person, without an update of the shared card; an unknown verb is trouble', async () => {
    const teams = await startWorld()
    const { app } = await startBot(teams)
    const actions = [execute('Mine', 'mine'), execute('Word', 'word'), execute('Odd', 'odd')]
    app.message('home', async (context) => {
      await context.sendActivity(MessageFactory.attachment(CardFactory.adaptiveCard(card([], actions))))
    })
    app.adaptiveCards.actionExecute('mine', async (context) => {
      const value = card([words('Only you')])
      const type = 'application/vnd.microsoft.card.adaptive'
      await context.sendActivity(invokeResponse({ statusCode: 200, type, value }))
      return ''
    })
    app.adaptiveCards.actionExecute('word', async () => 'Heard.')
    const ada = teams.as('ada')
    await ada.say('home')
    const shared = teams.store.lastMessage(ada.dm().id) ?? expect.fail()
    expect((await ada.press(shared, 'word')).said).toBe('Heard.')
    expect((await ada.press(shared, 'odd')).saw).toBe('Unable to reach app (status 501)')
    expect((await ada.press(shared, 'mine')).saw).toBeUndefined()
    expect(ada.view(shared)).toMatchObject({ own: true, card: { body: [words('Only you')] } })
    expect(teams.log.filter((l) => l.operation === 'update')).toEqual([])
  })
})

describe('an answer that got lost', () => {
  const answered = async (prepare: (adapter: CloudAdapter) => void) => {
    const teams = await startWorld()
    const { adapter, app } = await startBot(teams)
    prepare(adapter)
    app.message('home', async (context) => {
      teams.faults.next('send', { kind: 'error500AfterAccept' })
      await context.sendActivity('x').catch(() => undefined)
    })
    await teams.as('ada').say('home')
    return teams
      .as('ada')
      .messages()
      .filter((m) => m.fromApp).length
  }

  it('makes the real libraries post twice, by a retry policy of their own', async () => {
    expect(await answered(() => undefined)).toBe(2)
  })

  it('does not once that policy is taken out of the connector’s pipeline', async () => {
    const posted = await answered((adapter) =>
      adapter.use(async (context, next) => {
        const { client } = context.turnState.get<ConnectorClient>(adapter.ConnectorClientKey)
        client.pipeline.removePolicy({ name: 'defaultRetryPolicy' })
        await next()
      }),
    )
    expect(posted).toBe(1)
  })
})

/** The one thing in the library's client that is used here; its own type is in a package we do not depend on. */
interface ConnectorClient {
  client: { pipeline: { removePolicy(policy: { name: string }): unknown } }
}

describe('a token that is not good', () => {
  const kinds: TokenKind[] = [
    'none',
    'expired',
    'notYetValid',
    'wrongAudience',
    'wrongIssuer',
    'unknownKey',
    'otherServiceUrl',
    'noServiceUrl',
    'forgedSignature',
    'algNone',
    'hs256',
    'notEndorsed',
  ]
  it.each(kinds)('%s: the real libraries refuse it', async (token) => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => quiet.mockRestore())
    const teams = await startWorld()
    const { references } = await startBot(teams)
    const activity = teams.compose('ada', 'let me in')
    // The library itself answers 500 to the last group, which the app is to turn into 401.
    const status = ['notYetValid', 'forgedSignature', 'algNone', 'hs256'].includes(token) ? 500 : 401
    expect((await teams.send(activity, { token })).status).toBe(status)
    expect(references).toEqual([])
    expect((await teams.send(activity)).status).toBe(200)
    expect(references).toHaveLength(1)
  })
})
