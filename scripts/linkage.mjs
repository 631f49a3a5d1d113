// `npm run linkage`: insiders of one partner and of any three try to find out from a made-up year of notices who is
// behind them and who housed whom; exit code 1 when D9 is not kept. `--seed 2` makes another year, and `--k 4000` tries
// another least number of households than the scheme file's.
import { parseArgs } from 'node:util'
import { StepFailed, whenCalled } from './command.mjs'
import { load } from './load.mjs'

await whenCalled(import.meta.url, async () => {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, k: { type: 'string' } } })
  const seed = Number(values.seed)
  if (!Number.isInteger(seed)) throw new StepFailed('--seed wants a whole number, such as --seed 2.')
  const k = values.k === undefined ? null : Number(values.k)
  if (k !== null && !(Number.isInteger(k) && k > 0))
    throw new StepFailed('--k wants a whole number above 0, such as --k 4000.')
  const { linkage } = await load('bench/linkage/index.ts')
  const { readScheme, schemeFileOf } = await load('src/app/schemes.ts')
  const london = readScheme(schemeFileOf('london'))
  const scheme = k === null ? london : { ...london, rules: { ...london.rules, rarity: { k } } }
  // As many as London circulated a year: 1,401 from January 2017 to September 2024.
  const kept = linkage({ scheme, seed, requests: 181, partners: 80, say: (line) => console.log(line) })
  process.exitCode = kept ? 0 : 1
})
