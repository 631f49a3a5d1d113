/** A refusal of the connector: `{ error: { code, message } }` with its HTTP status. */
export class ConnectorError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Seconds. */
    readonly retryAfter?: number,
  ) {
    super(message)
  }

  get answer(): { error: { code: string; message: string } } {
    return { error: { code: this.code, message: this.message } }
  }
}

/** The codes and sentences of Teams' table of status codes. */
export const refuse = {
  badSyntax: (why: string) => new ConnectorError(400, 'BadSyntax', why),
  badArgument: (why: string) => new ConnectorError(400, 'BadArgument', why),
  unauthorized: () =>
    new ConnectorError(401, 'Unauthorized', 'Authorization has been denied for this request.'),
  appBlocked: () => new ConnectorError(403, 'BotDisabledByAdmin', 'The tenant admin disabled this bot'),
  notInRoster: () =>
    new ConnectorError(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.'),
  notInstalled: () =>
    new ConnectorError(403, 'ForbiddenOperationException', "Bot is not installed in user's personal scope."),
  notYours: () =>
    new ConnectorError(403, 'NotEnoughPermissions', 'The bot may only change messages of its own.'),
  noConversation: () => new ConnectorError(404, 'ConversationNotFound', 'Conversation not found.'),
  noActivity: () =>
    new ConnectorError(404, 'ActivityNotFoundInConversation', 'Message does not exist in the thread.'),
  noMember: () =>
    new ConnectorError(
      404,
      'MemberNotFoundInConversation',
      'The specified user could not be found in the conversation.',
    ),
  noRoute: () => new ConnectorError(404, 'NotFound', 'No such address.'),
  precondition: () => new ConnectorError(412, 'PreconditionFailed', 'Precondition failed, please try again.'),
  tooBig: () => new ConnectorError(413, 'MessageSizeTooBig', 'Message size too large.'),
  throttled: (seconds: number) => new ConnectorError(429, 'Throttled', 'Too many requests.', seconds),
} as const
