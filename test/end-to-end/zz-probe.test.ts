import { test } from 'vitest'
import { COORDINATOR, HOUSING_OFFICER, OFFICER, requestAt } from './stage.js'
import { startWorld, wordsOf } from './world.js'

test('probe', async () => {
  const world = await startWorld()
  for (const s of [
    'enquiry',
    'draft',
    'submitted',
    'information_needed',
    'awaiting_approval',
    'approved',
    'circulated',
    'offered',
    'area_checked',
    'passed_on',
    'viewing_arranged',
    'viewed',
    'accepted',
    'moved',
  ] as const) {
    const t = performance.now()
    const r = await requestAt(world, s)
    console.log(s, Math.round(performance.now() - t), (await r.record()).state, await r.history())
  }
  const r = await requestAt(world, 'offered')
  const sent = await world.as(COORDINATOR).command(undefined, '/reciprocal', `status ${await r.code()}`)
  console.log(sent.status, sent.text.slice(0, 300), sent.durationMs)
  const e = world.slack.store.ephemerals(world.userId(COORDINATOR)).at(-1)
  console.log(e && e.blocks.flatMap((b: any) => (b.elements ?? [b.accessory]).map((x: any) => x?.action_id)))
  await world.end()
}, 120000)
