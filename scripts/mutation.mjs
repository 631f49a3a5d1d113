// `npm run mutation`: changes the decisions of the core one by one and lists each change that no test noticed.
// Arguments go to the tool, as in `npm run mutation -- --mutate src/core/offer/*.ts`.
import { runTool, whenCalled } from './command.mjs'
import { generate } from './generate.mjs'

await whenCalled(import.meta.url, () => {
  generate()
  runTool('@stryker-mutator/core/bin/stryker.js', ['run', ...process.argv.slice(2)])
})
