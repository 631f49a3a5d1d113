import { test } from 'vitest'
import { COORDINATOR } from './stage.js'
import { startWorld } from './world.js'

test('probe', async () => {
  const world = await startWorld()
  console.log('>>>', world.now(), new Date())
  const r = await world.as(COORDINATOR).command(undefined, '/reciprocal', 'help')
  console.log('>>>', r.status, r.wire?.sentHeaders)
  await world.end()
}, 120000)
