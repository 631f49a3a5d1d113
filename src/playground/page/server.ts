import type {
  Outcome,
  People,
  PersonRow,
  PersonScreen,
  PressRequest,
  Said,
  TeamsPress,
  TeamsSubmit,
  Values,
} from '../page-types.js'

const NO_ANSWER = 'The program does not answer. Is it still running?'

/** What the page asks of its server. Every failure is an `Error` with a sentence for the person. */
export const server = {
  people: async (): Promise<PersonRow[]> => (await ask<People>('people')).people,
  screen: (person: string): Promise<PersonScreen> => ask(`screen/${person}`),
  say: (body: { person: string; channel: string; text: string }) => tell('say', body),
  press: (body: PressRequest) => tell('press', body),
  submit: (body: { person: string; view: string; values: Values }) => tell('submit', body),
  close: (body: { person: string; view: string; all: boolean }) => tell('close', body),
  home: (body: { person: string }) => tell('home', body),
  /** In Teams what went wrong is shown where it happened: it is not thrown. */
  teams: {
    say: (body: { person: string; conversation: string; text: string }) => post('teams-say', body),
    press: (body: TeamsPress) => post('teams-press', body),
    submit: (body: TeamsSubmit) => post('teams-submit', body),
    close: (body: { person: string }) => tell('teams-close', body),
  },
}

/** Does one thing; throws what the person is to be told when it went wrong. */
async function tell(name: string, body: object): Promise<Said | null> {
  const { trouble, said } = await post(name, body)
  if (trouble !== null) throw new Error(trouble)
  return said
}

function post(name: string, body: object): Promise<Outcome> {
  return ask<Outcome>(name, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
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
