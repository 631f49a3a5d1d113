import { describe, expect, it } from 'vitest'
import type { BotFrameworkStandinOptions, Dict } from '../../../src/standins/botframework/index.js'
import {
  type Answer,
  card,
  dataOf,
  execute,
  form,
  opener,
  plainApp,
  postCard,
  showing,
  startWorld,
  words,
} from './support.js'

const task = (value: unknown): Answer => ({ body: { task: { type: 'message', value } } })

/** Ada with an open dialog; the app answers submits as told. */
async function open(
  content: Dict,
  onSubmit: (data: Dict) => Answer = () => task('Done.'),
  options: BotFrameworkStandinOptions = {},
) {
  const teams = await startWorld(options)
  const heard = await plainApp(teams, (a) =>
    a.name === 'task/submit' ? onSubmit((a.value as { data: Dict }).data) : showing(content),
  )
  const shared = await postCard(teams, card([words('Here')], [opener()]))
  const ada = teams.as('ada')
  const opened = await ada.press(shared, 'Open')
  return { teams, heard, ada, shared, opened }
}

describe('a dialog', () => {
  it('opens from a button that asks for it', async () => {
    const { heard, ada, shared, opened } = await open(form())
    expect(opened).toMatchObject({ status: 200, saw: undefined })
    expect(heard[0]).toMatchObject({
      type: 'invoke',
      name: 'task/fetch',
      replyToId: shared.id,
      value: { data: { press: 'open:1', msteams: { type: 'task/fetch' } } },
    })
    expect(ada.dialog()).toMatchObject({ title: 'Form', height: 'medium', values: { name: '' } })
  })

  it('sends what was typed together with the data of its positive button, or of the one that is chosen', async () => {
    const { heard, ada } = await open(form(), () => showing(form()))
    await ada.submit({ name: 'Kim' })
    expect(heard[1]).toMatchObject({ name: 'task/submit', value: { data: { form: 'meta', name: 'Kim' } } })
    await ada.submit({}, 'Back')
    expect(heard[2]).toMatchObject({ value: { data: { form: 'meta', step: 'one' } } })
    expect(dataOf(heard[2])).not.toHaveProperty('name')
  })

  it('closes with the app’s last word, which the person is shown', async () => {
    const { ada } = await open(form())
    expect(await ada.submit({ name: 'Kim' })).toMatchObject({ said: 'Done.', saw: undefined })
    expect(ada.dialog()).toBeUndefined()
    expect(ada.toasts()).toMatchObject([{ kind: 'dialog', text: 'Done.' }])
    await expect(ada.submit()).rejects.toThrow('no dialog open')
  })

  it('keeps of what was typed only what the next card brings along', async () => {
    const again = form([words('Name is too short')])
    const { ada } = await open(form(), () => showing(again, 'Form, again'))
    const { id } = ada.dialog() ?? expect.fail()
    await ada.submit({ name: 'K' })
    expect(ada.dialog()).toMatchObject({ id, title: 'Form, again', turns: 1, values: { name: '' } })
  })

  it('is not sent while the client finds something missing, unless it is forced', async () => {
    const { heard, ada } = await open(form())
    expect(await ada.submit()).toMatchObject({ sent: false, errors: { name: 'Who is it?' } })
    expect(ada.dialog()?.errors).toEqual({ name: 'Who is it?' })
    expect(heard).toHaveLength(1)
    expect((await ada.submit({}, undefined, { force: true })).sent).toBe(true)
  })

  it('can be closed without a word to the app', async () => {
    const { heard, ada } = await open(form())
    ada.closeDialog()
    expect(ada.dialog()).toBeUndefined()
    expect(heard).toHaveLength(1)
  })

  it.each([
    ['another status', { status: 500, body: { message: 'x' } }, 'status 500'],
    ['nothing', {}, 'empty answer'],
    ['no task', { body: { ok: true } }, 'task type undefined'],
    ['an empty sentence', task(''), 'an empty sentence'],
    ['a dialog without title', showing(form(), ''), 'the dialog has no title'],
    [
      'a card with Action.Execute',
      showing(card([], [execute('Go', 'go')])),
      'dialogs know no Action.Execute',
    ],
  ])('stays open and says so when the answer is %s', async (_, answer, why) => {
    const { ada } = await open(form(), () => answer)
    const { saw } = await ada.submit({ name: 'Kim' })
    expect(saw).toContain(why)
    expect(ada.dialog()).toMatchObject({ trouble: saw, values: { name: 'Kim' } })
  })
})

describe('inputs', () => {
  const inputs = [
    { type: 'Input.Date', id: 'day' },
    { type: 'Input.Time', id: 'day.time' },
    { type: 'Input.Number', id: 'beds', min: 1, max: 9 },
    { type: 'Input.Toggle', id: 'sure', title: 'Sure' },
    {
      type: 'Input.ChoiceSet',
      id: 'needs',
      isMultiSelect: true,
      choices: ['lift', 'pets', 'bus'].map((value) => ({ title: value, value })),
    },
    { type: 'Input.Text', id: 'note', value: 'as before' },
  ]
  const typed = {
    name: 'Kim',
    day: '2031-05-06',
    'day.time': '09:30',
    beds: 3,
    sure: true,
    needs: ['lift', 'bus'],
  }

  it('arrive as Teams sends them: choices with commas, toggles as words, numbers, and what the card held', async () => {
    const { heard, ada } = await open(form(inputs))
    await ada.submit(typed)
    expect(dataOf(heard[1])).toEqual({
      form: 'meta',
      name: 'Kim',
      day: '2031-05-06',
      'day.time': '09:30',
      beds: 3,
      sure: 'true',
      needs: 'lift,bus',
      note: 'as before',
    })
  })

  it('of other clients: numbers as text, empty ones left out', async () => {
    const options = { numbersAsText: true, omitEmpty: true }
    const { heard, ada } = await open(form(inputs), undefined, options)
    await ada.submit({ name: 'Kim', beds: 3, note: null })
    expect(dataOf(heard[1])).toEqual({ form: 'meta', name: 'Kim', beds: '3', sure: 'false' })
  })

  it('take only what a client lets one type', async () => {
    const { ada } = await open(form(inputs))
    expect(() => ada.type({ needs: ['pool'] })).toThrow('does not offer pool')
    expect(() => ada.type({ beds: 'many' })).toThrow('takes a number')
    expect(() => ada.type({ day: 'tomorrow' })).toThrow('cannot hold')
    expect(() => ada.type({ nothing: 'x' })).toThrow('there are: name, day')
    expect(ada.type({ name: 'far too long a name' }).values.name).toBe('far too lo')
    expect((await ada.submit({ beds: 12 })).errors).toEqual({ beds: 'Out of range.' })
    expect(() => ada.type({ needs: ['pool'] }, { force: true })).not.toThrow()
  })
})
