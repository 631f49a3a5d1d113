import { expect } from 'vitest'
import { createChat } from '../../../src/bots/delivery/create-chat.js'
import { createSlackSender } from '../../../src/bots/delivery/slack-sender.js'
import type { PlacementRecord } from '../../../src/core/placement/placement.js'
import { noticeScreen } from '../../../src/core/screen/notice-screen.js'
import type { Message } from '../../../src/standins/slack/index.js'
import { systemIds } from '../../../src/store/ids.js'
import { ROOM, SCHEME, type World } from './world.js'

/** Plans and sends the notice of Bexley, as a worker does. */
export async function postNotice(world: World, id: string): Promise<Message> {
  const scheme = world.opened.store.forScheme(SCHEME)
  const found = await scheme.readCase({
    target: { requestId: id },
    actor: 'system',
    key: null,
    circulation: true,
  })
  const facts = found ?? expect.fail('no request')
  const record =
    facts.notices.find((n) => n.live && n.partnerId === 'bexley') ?? expect.fail('no notice for Bexley')
  const placement: PlacementRecord = {
    id: systemIds.random(),
    key: `notice/${record.id}`,
    screen: 'notice',
    requestId: id,
    noticeId: record.id,
    offerId: null,
    topic: null,
    personId: null,
    partnerId: 'bexley',
    conversation: { platform: 'slack', tenant: 'T0BEXLEY', kind: 'room', id: ROOM },
    message: null,
    face: 'open',
    shownFace: null,
    wanted: 1,
    shown: 0,
    state: 'planned',
    withdraw: false,
    dueAt: new Date().toISOString(),
    attempts: 0,
    attemptedAt: null,
    note: null,
  }
  await scheme.upsertPlacements([placement], new Date())
  const chat = createChat({
    slack: createSlackSender({
      workspaces: world.opened.directory,
      store: world.opened.store,
      clock: world.ports.clock,
      apiUrl: world.slack.url,
    }),
  })(SCHEME)
  const request = facts.request ?? expect.fail('no request')
  const screen = noticeScreen(request.form.needs, record, 'open', facts.scheme)
  const mark = { placementId: placement.id, revision: 1 }
  const { messageId } = await chat.post(placement.conversation, screen, mark)
  return world.slack.store.messages(ROOM).find((m) => m.ts === messageId) ?? expect.fail('not posted')
}
