import type * as bolt from '@slack/bolt'
import { describe, expect, it } from 'vitest'
import { button, modal, textInput, world } from './support.js'

const openForm = (view: ReturnType<typeof modal>) => (app: bolt.App) => {
  app.command('/reciprocal', async ({ ack, client, body }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: view as never })
    await ack()
  })
}

describe('modals', () => {
  const everything = modal([
    textInput('words'),
    textInput('note', { optional: true }),
    field('pick', { type: 'static_select', options: options('a', 'b') }),
    field('many', { type: 'multi_static_select', options: options('a', 'b', 'c') }),
    field('one', { type: 'radio_buttons', options: options('x', 'y') }),
    field('ticks', { type: 'checkboxes', options: options('yes') }),
    field('day', { type: 'datepicker' }),
    field('hour', { type: 'timepicker' }),
    field('moment', { type: 'datetimepicker' }),
    field('rooms', { type: 'number_input', is_decimal_allowed: false, min_value: '1' }),
    field('mail', { type: 'email_text_input' }),
  ])
  const good = {
    words: 'hello',
    pick: 'b',
    many: ['a', 'c'],
    one: 'y',
    ticks: ['yes'],
    day: '2026-02-01',
    hour: '14:30',
    moment: 1_768_000_000,
    rooms: 3,
    mail: 'a@b.example',
  }

  it('send each kind of field in the form that Slack gives it', async () => {
    let state: unknown
    const slack = await world((app) => {
      openForm(everything)(app)
      app.view('form', async ({ ack, view }) => {
        state = view.state.values
        await ack()
      })
    })
    const ada = slack.as('U0ADA')
    await ada.command(undefined, '/reciprocal')
    const result = await ada.submit(ada.modal()?.id ?? '', good)
    expect(result).toMatchObject({ status: 200, saw: undefined, errors: {} })
    expect(ada.modal()).toBeUndefined()
    expect(state).toMatchObject({
      words: { text: { type: 'plain_text_input', value: 'hello' } },
      note: { text: { value: null } },
      pick: { f: { selected_option: { value: 'b', text: { text: 'b' } } } },
      many: { f: { selected_options: [{ value: 'a' }, { value: 'c' }] } },
      one: { f: { selected_option: { value: 'y' } } },
      ticks: { f: { selected_options: [{ value: 'yes' }] } },
      day: { f: { selected_date: '2026-02-01' } },
      hour: { f: { selected_time: '14:30' } },
      moment: { f: { selected_date_time: 1_768_000_000 } },
      rooms: { f: { value: '3' } },
      mail: { f: { value: 'a@b.example' } },
    })
  })

  it('are stopped by the client when a required field is empty, unless forced; errors keep what was typed', async () => {
    let asked = 0
    const slack = await world((app) => {
      openForm(modal([textInput('a'), textInput('b')]))(app)
      app.view('form', async ({ ack }) => {
        asked += 1
        await ack({ response_action: 'errors', errors: { b: 'Not that' } })
      })
    })
    const ada = slack.as('U0ADA')
    await ada.command('C0NORTH', '/reciprocal')
    const id = ada.modal()?.id ?? ''
    expect(await ada.submit(id, { a: 'one' })).toMatchObject({
      sent: false,
      errors: { b: 'Please complete this required field.' },
    })
    expect(asked).toBe(0)
    expect((await ada.submit(id, {}, { force: true })).errors).toEqual({ b: 'Not that' })
    expect(asked).toBe(1)
    expect(ada.modal()).toMatchObject({
      id,
      errors: { b: 'Not that' },
      state: { a: { text: { value: 'one' } } },
    })
  })

  it('are updated, pushed, popped and cleared by the app’s answer', async () => {
    const answers: bolt.ViewResponseAction[] = [
      { response_action: 'update', view: modal([textInput('a'), textInput('b')]) as never },
      { response_action: 'push', view: modal([textInput('c')]) as never },
    ]
    const slack = await world((app) => {
      openForm(modal([textInput('a')]))(app)
      app.view('form', async ({ ack }) => {
        const next = answers.shift()
        if (next) await ack(next as never)
        else await ack()
      })
    })
    const ada = slack.as('U0ADA')
    await ada.command('C0NORTH', '/reciprocal')
    const first = ada.modal()?.id ?? ''
    await ada.submit(first, { a: 'kept' })
    expect(ada.modal()).toMatchObject({ id: first, state: { a: { text: { value: 'kept' } }, b: {} } })
    await ada.submit(first, { b: 'x' })
    const second = ada.modal()
    expect(second).toMatchObject({ previousViewId: first, rootViewId: first })
    await expect(ada.submit(first)).rejects.toThrow('open, not')
    await ada.submit(second?.id ?? '', { c: 'x' })
    expect(ada.modal()?.id).toBe(first)
    answers.push({ response_action: 'clear' })
    await ada.submit(first)
    expect(slack.store.modals('U0ADA')).toEqual([])
  })

  it('stay open when the app’s answer cannot be used, and the person is told', async () => {
    const slack = await world((app) => {
      openForm(modal([textInput('a')]))(app)
      app.view('form', async ({ ack }) => {
        await ack({ response_action: 'errors', errors: { nowhere: 'x' } })
      })
    })
    const ada = slack.as('U0ADA')
    await ada.command('C0NORTH', '/reciprocal')
    const result = await ada.submit(ada.modal()?.id ?? '', { a: 'x' })
    expect(result.saw).toContain('no input block nowhere')
    expect(ada.modal()?.trouble).toBe(result.saw)
  })

  it('tell the app when they are closed, if it asked for that', async () => {
    const closed: boolean[] = []
    const slack = await world((app) => {
      openForm(modal([textInput('a')], { notify_on_close: true }))(app)
      app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body }) => {
        closed.push((body as bolt.ViewClosedAction).is_cleared)
        await ack()
      })
    })
    const ada = slack.as('U0ADA')
    await ada.command('C0NORTH', '/reciprocal')
    await ada.closeView(ada.modal()?.id ?? '')
    await ada.command('C0NORTH', '/reciprocal')
    await ada.closeView(ada.modal()?.id ?? '', { all: true })
    expect(closed).toEqual([false, true])
  })

  it('a press inside a modal carries what has been typed, and views.update keeps it', async () => {
    let typed: unknown
    const blocks = [textInput('a'), button('more')]
    const slack = await world((app) => {
      openForm(modal(blocks))(app)
      app.action('more', async ({ ack, body, client }) => {
        const { view } = body as bolt.BlockAction
        typed = view?.state.values.a
        await client.views.update({
          view_id: view?.id ?? '',
          hash: view?.hash ?? '',
          view: modal([...blocks, textInput('b')]) as never,
        })
        await ack()
      })
    })
    const ada = slack.as('U0ADA')
    await ada.command('C0NORTH', '/reciprocal')
    ada.type(ada.modal()?.id ?? '', { a: 'half a word' })
    await ada.press('modal', 'more')
    expect(typed).toMatchObject({ text: { value: 'half a word' } })
    expect(ada.modal()?.state.a?.text?.value).toBe('half a word')
    expect(ada.modal()?.blocks).toHaveLength(3)
  })
})

function options(...values: string[]) {
  return values.map((value) => ({ text: { type: 'plain_text', text: value }, value }))
}

function field(blockId: string, element: Record<string, unknown>) {
  return textInput(blockId, { element: { action_id: 'f', ...element } })
}
