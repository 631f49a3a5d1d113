// `npm run soak`: what takes too long for every change. `npm run soak -- 30` runs for about thirty minutes instead of
// ten; 0 means until everything was done. It prints what it ran.
import { orExplain, requireWritable, StepFailed } from './command.mjs'
import { root } from './stamp.mjs'

const MINUTES = 10

await orExplain(async () => {
  const [given = String(MINUTES), ...others] = process.argv.slice(2)
  const minutes = Number(given)
  if (!(minutes >= 0) || others.length > 0)
    throw new StepFailed('Say for how many minutes: npm run soak -- 30')
  requireWritable(root)
  const { generate } = await import('./generate.mjs')
  generate()
  process.env.SOAK_MINUTES = String(minutes === 0 ? 7 * 24 * 60 : minutes)
  process.env.SOAK_SEED ??= String(1 + Math.floor(Math.random() * 1_000_000))
  console.log(
    `Soaking for ${minutes === 0 ? 'as long as it takes' : `about ${minutes} minutes`}; SOAK_SEED=${process.env.SOAK_SEED}`,
  )
  process.argv.splice(2, process.argv.length, 'run', 'test/crash')
  await import('../node_modules/vitest/vitest.mjs')
})
