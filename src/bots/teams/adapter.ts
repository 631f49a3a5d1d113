import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder'
import { ClientCredentials } from './credentials.js'
import { unheardOnConsole } from './unheard.js'

export interface TeamsConfig {
  appId: string
  appPassword: string
  /** Authority that gives us tokens. */
  loginUrl: string
  /** Where the keys stand by which Teams signs. */
  openIdMetadataUrl: string
}

/** What a bot of this app asks tokens for, and who signs what it gets: Microsoft's public cloud. */
const OAUTH_SCOPE = 'https://api.botframework.com'
const ISSUER = 'https://api.botframework.com'

type Logic = (context: TurnContext) => Promise<void>

/** The Bot Framework adapter with Teams' keys and our credentials. */
export class TeamsAdapter extends CloudAdapter {
  readonly #credentials: ClientCredentials

  constructor({ appId, appPassword, loginUrl, openIdMetadataUrl }: TeamsConfig) {
    const credentials = new ClientCredentials({ appId, appPassword, loginUrl })
    super(
      new ConfigurationBotFrameworkAuthentication(
        {
          MicrosoftAppId: appId,
          ToChannelFromBotLoginUrl: loginUrl,
          ToChannelFromBotOAuthScope: OAUTH_SCOPE,
          ToBotFromChannelTokenIssuer: ISSUER,
          OAuthUrl: OAUTH_SCOPE,
          ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
          ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
          CallerId: '',
        } as ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[0],
        credentials,
      ),
    )
    this.#credentials = credentials
    this.use(async (context, next) => {
      neverRetry(context.turnState.get(this.ConnectorClientKey))
      await next()
    })
  }

  /** A token was refused: the next call asks for another. */
  forgetTokens(): void {
    this.#credentials.forget()
  }

  /**
   * Who sent this: throws unless the token was signed for this app by a key of Teams, and for the service address
   * that the activity names, so that no answer ever goes to an address of somebody else's.
   */
  authenticate(authorization: string, activity: Activity) {
    return unheardOnConsole(() =>
      this.botFrameworkAuthentication.authenticateRequest(activity, authorization),
    )
  }

  /** Runs one turn for an activity that is known to be genuine; gives the answer to an invoke. */
  async takeTurn(
    genuine: Awaited<ReturnType<TeamsAdapter['authenticate']>>,
    activity: Activity,
    logic: Logic,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(genuine, activity, logic)
  }
}

interface WithPipeline {
  client?: { pipeline?: { removePolicy(which: { name: string }): unknown } }
}

/** The connector repeats a call after a lost answer by itself: a message would stand there twice. */
function neverRetry(connector: unknown): void {
  const pipeline = (connector as WithPipeline | undefined)?.client?.pipeline
  if (!pipeline) throw new Error('the connector has no pipeline whose retries could be switched off')
  pipeline.removePolicy({ name: 'defaultRetryPolicy' })
}
