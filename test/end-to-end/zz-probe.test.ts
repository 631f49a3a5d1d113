import { test } from 'vitest'
import { isAction, type } from './acting.js'
import { COORDINATOR, requestAt } from './stage.js'
import { startWorld } from './world.js'

test('probe', async () => {
  const world = await startWorld()
  process.on('unhandledRejection', (e) => console.log('UNHANDLED', e))
  const staged = await requestAt(world, 'submitted')
  const card = await type(world, COORDINATOR, `status ${await staged.code()}`)
  const pressed = await world.as(COORDINATOR).press(card, isAction('return_for_information'))
  const body = JSON.parse(new URLSearchParams(pressed.wire?.sentBody).get('payload') ?? '')
  console.log(JSON.stringify(body).slice(0, 1500))
  const team = body.team
  const user = body.user
  const tries: [string, 'interaction'|'event'|'command', any][] = [
    ['meta requestid nul','interaction',{type:'view_submission', team, user, view: {callback_id:'ask_question', title:{text:'x'}, state: {values:{question:{question:{value:'Is it?'}}}}, private_metadata: JSON.stringify({form:'return_for_information', step:'return_for_information', formKey:'k\u0000', ref:null, requestId: '\u0000'})}}],
    ['text nul','interaction',{type:'view_submission', team, user, view: {callback_id:'ask_question', title:{text:'x'}, state: {values:{question:{question:{value:'Is it \u0000 so?'}}}}, private_metadata: JSON.stringify({form:'return_for_information', step:'return_for_information', formKey:'k9', ref:null, requestId: staged.id})}}],
    ['proto','interaction','payload={"__proto__":{"x":1},"type":"block_actions"}'],
  ]
  for (const [name, kind, payload] of tries) {
    const r = await world.slack.send(kind, payload)
    console.log('>>>', String(r.status), name, Math.round(r.durationMs), r.error ?? '', r.text.slice(0, 600))
  }
  console.log(await staged.history())
  await world.end()
}, 120000)
