import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { button, peopleOf } from './people.js'
import { PAGES } from './referral-pages.js'
import {
  CORA,
  HUGO,
  LEA,
  LUC,
  NIA,
  ROOM,
  SCHEME,
  startWorld,
  until,
  type World,
  whispers,
  wordsOf,
} from './world.js'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.end())

const {
  person,
  modal,
  type,
  lastWhisper,
  lastWhispered,
  submit,
  closeAll,
  newest,
  refer,
  sentIn,
  byWorkingCode,
  shows,
  isTold,
} = peopleOf(() => world)

describe('a referral through the form', () => {
  it('is saved as a draft page by page and sent in from the last page', async () => {
    await refer()
    expect(wordsOf(modal(NIA))).toContain('Everything is there')
    expect((await newest()).state).toBe('draft')
    await submit(NIA)
    const request = await newest()
    expect(request.state).toBe('submitted')
    expect(request.landlordId).toBe('camden')
    expect(request.workingCode).toMatch(/^W-/)
    expect(modal(NIA).submit).toBeUndefined()
  })

  it('a form that was only looked at leaves nothing behind', async () => {
    const before = await world.requests()
    await type(NIA, 'refer')
    await closeAll(NIA)
    expect(await world.requests()).toBe(before)
  })

  it('a wrong page stands with a sentence at its field, keeps what was typed and saves nothing', async () => {
    const before = await world.requests()
    await type(NIA, 'refer')
    const sent = await submit(NIA, {
      consentGiven: null,
      consentDate: '2026-11-20',
      immediateRisk: 'no',
    }).catch(() => null)
    const forced = sent?.sent
      ? sent
      : await person(NIA).submit(
          modal(NIA).id,
          { consentDate: '2026-11-20', immediateRisk: 'no' },
          { force: true },
        )
    expect(forced.errors.consentGiven).toContain('consent')
    expect(modal(NIA).state.consentDate?.consentDate).toMatchObject({ selected_date: '2026-11-20' })
    expect(await world.requests()).toBe(before)
    await closeAll(NIA)
  })

  it('pages can be turned; what is complete is saved on the way', async () => {
    await type(NIA, 'refer')
    person(NIA).type(modal(NIA).id, PAGES.consent ?? {})
    await person(NIA).press('modal', 'go_to_step:risk')
    await until(() => expect(JSON.parse(modal(NIA).privateMetadata).step).toBe('risk'))
    await person(NIA).press('modal', 'go_to_step:consent')
    await until(() => expect(JSON.parse(modal(NIA).privateMetadata).step).toBe('consent'))
    expect(modal(NIA).state.consentDate?.consentDate).toMatchObject({ selected_date: '2026-11-20' })
    await closeAll(NIA)
  })

  it('the first page has to be right before another can be turned to', async () => {
    const before = await world.requests()
    await type(NIA, 'refer')
    await person(NIA).press('modal', 'go_to_step:risk')
    await shows(NIA, 'Please fill in this page first')
    expect(JSON.parse(modal(NIA).privateMetadata).step).toBe('consent')
    expect(await world.requests()).toBe(before)
    await closeAll(NIA)
  })

  it('sent twice, a page is taken once', async () => {
    const before = await world.requests()
    await type(NIA, 'refer')
    const view = modal(NIA)
    person(NIA).type(view.id, PAGES.consent ?? {})
    const copy = structuredClone(view)
    await submit(NIA, PAGES.consent)
    const again = await world.slack.send('interaction', {
      type: 'view_submission',
      team: { id: 'T0REFUGE' },
      user: { id: NIA, team_id: 'T0REFUGE' },
      view: {
        id: copy.id,
        callback_id: copy.callbackId,
        private_metadata: copy.privateMetadata,
        title: { type: 'plain_text', text: copy.title },
        state: { values: copy.state },
      },
    })
    expect(again.body).toMatchObject({ response_action: 'update' })
    expect(await world.requests()).toBe(before + 1)
    await closeAll(NIA)
  })
})

describe('commands', () => {
  it('in a shared channel the answer is only "Please use our private chat"', async () => {
    await type(HUGO, 'waiting', ROOM)
    expect(lastWhisper(HUGO)).toContain('Please use our private chat')
    await type(HUGO, 'refer', ROOM)
    expect(lastWhisper(HUGO)).toContain('Please use our private chat')
    expect(person(HUGO).modal()).toBeUndefined()
    expect(world.slack.store.messages(ROOM)).toEqual([])
  })

  it('help shows a nominating officer their commands and nobody else’s', async () => {
    await type(NIA, 'help')
    expect(lastWhisper(NIA)).toContain('refer')
    expect(lastWhisper(NIA)).not.toContain('ledger')
  })

  it('status shows each person what they may see, and nothing to others', async () => {
    const workingCode = await sentIn()
    await type(NIA, `status ${workingCode}`)
    expect(lastWhisper(NIA)).toContain(workingCode)
    await type(CORA, `status ${workingCode}`)
    expect(lastWhisper(CORA)).toContain('Domestic abuse')
    await type(HUGO, `status ${workingCode}`)
    expect(lastWhisper(HUGO)).toContain('Nothing found for you')
    await type(HUGO, 'status W-000000')
    const nothing = whispers(world, HUGO).slice(-2)
    expect(nothing[0]).toBe(nothing[1])
  })

  it('words typed in the private chat without a slash do the same, once for each message', async () => {
    const dm = person(NIA).dm()
    await person(NIA).say(dm.id, 'mine')
    await isTold(NIA, 'Everything you have a part in')
    const event = {
      type: 'message',
      channel: dm.id,
      channel_type: 'im',
      user: NIA,
      text: 'faq',
      ts: '1.1',
    }
    const envelope = { type: 'event_callback', team_id: 'T0REFUGE', event_id: 'Ev0SAME', event }
    const before = whispers(world, NIA).length
    const now = Math.floor(Date.now() / 1_000)
    const [first, second] = [
      await world.slack.send('event', envelope, { timestamp: now }),
      await world.slack.send('event', envelope, { timestamp: now - 1 }),
    ]
    expect([first.status, second.status]).toEqual([200, 200])
    expect(whispers(world, NIA)).toHaveLength(before + 1)
  })

  it('a form is asked for by message with a button', async () => {
    await person(NIA).say(person(NIA).dm().id, 'refer')
    await isTold(NIA, 'Press to go on')
    await person(NIA).press(lastWhispered(NIA), button('refer'))
    expect(modal(NIA).callbackId).toBe('refer')
    await closeAll(NIA)
  })
})

describe('a click is never silently ignored', () => {
  let code: string | null
  beforeAll(async () => {
    code = await sentIn()
  })

  it('a coordinator’s step is done, and a second press of the old card repeats its outcome', async () => {
    await type(CORA, `status ${code}`)
    const card = lastWhispered(CORA)
    const pressed = await person(CORA).press(card, button('send_for_approval'))
    expect(pressed.status).toBe(200)
    const { state, version } = await byWorkingCode(code)
    expect(state).toBe('awaiting_approval')
    await until(() => expect(lastWhispered(CORA)).not.toBe(card))
    const first = lastWhispered(CORA)
    await person(CORA).press(card, button('send_for_approval'))
    await until(() => expect(lastWhispered(CORA)).not.toBe(first))
    expect(wordsOf(lastWhispered(CORA))).toBe(wordsOf(first))
    expect((await byWorkingCode(code)).version).toBe(version)
  })

  it('an approval without the tick goes back to its field, and nothing is decided', async () => {
    await type(LEA, `status ${code}`)
    await person(LEA).press(lastWhispered(LEA), button('approve'))
    const sent = await person(LEA).submit(modal(LEA).id, {}, { force: true })
    expect(sent.errors.identityConfirmed).toBeTruthy()
    expect((await byWorkingCode(code)).state).toBe('awaiting_approval')
    await closeAll(LEA)
  })

  it('a name in free text goes back to its field with what was caught', async () => {
    await type(LEA, `status ${code}`)
    await person(LEA).press(lastWhispered(LEA), button('ask_question'))
    const sent = await submit(LEA, { question: 'Is Mrs Sharon Osgood at NW1 7HE?' })
    expect(sent.errors.question).toMatch(/Osgood|NW1/)
    expect((await byWorkingCode(code)).state).toBe('awaiting_approval')
    await closeAll(LEA)
  })

  it('a button that somebody else may press is answered "Nothing found for you" and shows nothing of the case', async () => {
    const { id, version } = await byWorkingCode(code)
    const forged = await press(HUGO, 'T0BEXLEY', `send_for_approval?request=${id}&version=${version}`)
    expect(forged.status).toBe(200)
    await isTold(HUGO, 'Nothing found for you')
    expect(lastWhisper(HUGO)).not.toContain(code)
    await press(HUGO, 'T0BEXLEY', `approve?request=${id}&version=${version}`)
    await isTold(HUGO, 'Nothing found for you')
    expect((await byWorkingCode(code)).version).toBe(version)
  })

  it('a button nobody knows is answered, too', async () => {
    await press(NIA, 'T0REFUGE', 'explode?now')
    await isTold(NIA, 'out of date')
  })

  it('a safety concern is answered at once with whom to phone and the emergency text', async () => {
    await type(NIA, `status ${code}`)
    await person(NIA).press(lastWhispered(NIA), button('raise_safety_concern'))
    await isTold(NIA, '999')
    expect((await byWorkingCode(code)).safetyRaisedAt).not.toBeNull()
  })

  it('the same button in a form is answered on top of it and leaves the form as it was', async () => {
    await type(LEA, `status ${code}`)
    await person(LEA).press(lastWhispered(LEA), button('decline'))
    const form = modal(LEA)
    await person(LEA).press('modal', button('report_risk_change'))
    await shows(LEA, '999')
    await person(LEA).closeView(modal(LEA).id)
    expect(modal(LEA).id).toBe(form.id)
    await closeAll(LEA)
  })

  it('two leads approve at once: the first decides, the other is told by whom', async () => {
    for (const lead of [LEA, LUC]) {
      await type(lead, `status ${code}`)
      await person(lead).press(lastWhispered(lead), button('approve'))
      expect(wordsOf(modal(lead))).toContain('Do not type it here')
    }
    const sent = await Promise.all([LEA, LUC].map((lead) => submit(lead, { identityConfirmed: ['yes'] })))
    expect(sent.map(({ status }) => status)).toEqual([200, 200])
    expect((await byWorkingCode(code)).state).toBe('approved')
    const losers = [LEA, LUC].filter((lead) => /Name of (lea|luc)/.test(wordsOf(modal(lead))))
    expect(losers).toHaveLength(1)
    for (const lead of [LEA, LUC]) await closeAll(lead)
  })
})

describe('on behalf of somebody who is not on chat', () => {
  it('a coordinator records an approval in the lead’s name', async () => {
    const code = await sentIn()
    await type(CORA, `status ${code}`)
    await person(CORA).press(lastWhispered(CORA), button('send_for_approval'))
    await type(CORA, `on-behalf ${code}`)
    await submit(CORA, { personId: 'lea', action: 'approve', confirmedBy: 'phone' })
    expect(modal(CORA).callbackId).toBe('approve')
    await submit(CORA, { identityConfirmed: ['yes'] })
    const { id, state } = await byWorkingCode(code)
    expect(state).toBe('approved')
    const chain = await world.opened.audit.transitionsOf(SCHEME, id)
    expect(chain?.entries.at(-1)).toMatchObject({ action: 'approve', actorId: 'cora', onBehalfOf: 'lea' })
    await closeAll(CORA)
  })

  it('a coordinator starts a referral in a nominating officer’s name', async () => {
    const before = await world.requests()
    await type(CORA, 'on-behalf')
    await submit(CORA, { personId: 'nia', action: 'refer', confirmedBy: 'email' })
    expect(modal(CORA).callbackId).toBe('refer')
    await submit(CORA, PAGES.consent)
    expect(await world.requests()).toBe(before + 1)
    expect((await newest()).officerIds).toEqual(['nia'])
    await closeAll(CORA)
  })

  it('nobody else finds that form', async () => {
    await type(NIA, 'on-behalf')
    expect(wordsOf(modal(NIA))).toContain('not for your role')
    await closeAll(NIA)
  })
})

describe('Home', () => {
  it('shows what waits for whom, and its buttons answer in a modal', async () => {
    await person(CORA).openHome()
    expect(wordsOf(person(CORA).home())).toContain('Name of cora')
    await person(CORA).press('home', button('show_help'))
    await shows(CORA, 'intake')
    await closeAll(CORA)
  })
})

/** Presses a button that the person's own screen does not show. */
function press(user: string, team: string, value: string) {
  return world.slack.send('interaction', {
    type: 'block_actions',
    team: { id: team },
    user: { id: user, team_id: team },
    channel: { id: person(user).dm().id },
    container: { type: 'message' },
    trigger_id: 'none',
    response_url: '',
    actions: [{ type: 'button', action_id: 'x', block_id: 'b', value }],
  })
}
