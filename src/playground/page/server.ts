import type { Screen } from '../../standins/slack/index.js'
import type { Outcome, People, PersonRow, PressRequest, Values } from '../page-types.js'

const NO_ANSWER = 'The program does not answer. Is it still running?'

/** What the page asks of its server. Every failure is an `Error` with a sentence for the person. */
export const server = {
  people: async (): Promise<PersonRow[]> => (await ask<People>('people')).people,
  screen: (person: string): Promise<Screen> => ask(`screen/${person}`),
  say: (body: { person: string; channel: string; text: string }) => tell('say', body),
  press: (body: PressRequest) => tell('press', body),
  submit: (body: { person: string; view: string; values: Values }) => tell('submit', body),
  close: (body: { person: string; view: string; all: boolean }) => tell('close', body),
  home: (body: { person: string }) => tell('home', body),
}

/** Does one thing; throws what the person is to be told when it went wrong. */
async function tell(name: string, body: object): Promise<void> {
  const { trouble } = await ask<Outcome>(name, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (trouble !== null) throw new Error(trouble)
}

async function ask<T>(path: string, request?: RequestInit): Promise<T> {
  const response = await fetch(`/playground/api/${path}`, request).catch(() => null)
  if (!response) throw new Error(NO_ANSWER)
  const body: unknown = await response.json().catch(() => null)
  if (response.ok) return body as T
  const sentence =
    typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : NO_ANSWER
  throw new Error(sentence)
}
