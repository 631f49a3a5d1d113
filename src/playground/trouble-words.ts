/** What Slack's own client says when it could not reach the app, in plain words. */
export function troubleWords(code: string): string {
  if (code === 'operation_timeout') return 'The app took longer than Slack waits. Please try again.'
  if (code.startsWith('invalid_command_response')) return 'Slack could not show the answer to that command.'
  return 'Slack could not reach the app. Please try again.'
}

/** What Teams says whatever went wrong between it and the app. */
export const UNABLE_TO_REACH_APP = 'Unable to reach app. Please try again.'
