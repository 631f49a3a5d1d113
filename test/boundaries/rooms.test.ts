import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { projectRoot } from '../../src/app/paths.js'

interface Cruise {
  modules: { source: string }[]
  summary: { violations: { rule: { name: string }; from: string; to: string }[] }
}

test('no room imports what it should not know, and every file of the program was read', () => {
  const { modules, summary } = cruise(projectRoot)
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
  const read = new Set(modules.map(({ source }) => source))
  expect(sources(join(projectRoot, 'src'), 'src').filter((file) => !read.has(file))).toEqual([])
})

test.each([
  ['core-knows-no-adapter', 'src/core/planted.ts', 'src/store/thing.ts'],
  ['bots-and-jobs-stay-apart', 'src/bots/planted.ts', 'src/jobs/thing.ts'],
  ['jobs-know-ports-only', 'src/jobs/planted.ts', 'src/bots/thing.ts'],
  ['store-knows-core-only', 'src/store/planted.ts', 'src/jobs/thing.ts'],
  ['stand-ins-know-nothing-of-us', 'src/standins/planted.ts', 'src/core/thing.ts'],
  ['only-the-playground-uses-stand-ins', 'src/bots/planted.ts', 'src/standins/thing.ts'],
  ['playground-is-loaded-on-demand', 'src/app/planted.ts', 'src/playground/thing.ts'],
  ['teams-is-loaded-on-demand', 'src/app/planted.ts', 'src/bots/teams/thing.ts'],
  ['only-app-and-cli-wire', 'src/playground/planted.ts', 'src/app/compose.ts'],
])('a planted violation of "%s" is found', (rule, from, to) => {
  const folder = mkdtempSync(join(tmpdir(), 'rooms-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json'])
    cpSync(join(projectRoot, name), join(folder, name))
  plant(folder, to, 'export const thing = 1')
  plant(
    folder,
    from,
    `import { thing } from '${'../'.repeat(from.split('/').length - 2)}${to.slice(4, -3)}.js'\nexport const planted = thing`,
  )
  expect(cruise(folder).summary.violations.map((violation) => violation.rule.name)).toContain(rule)
})

function cruise(folder: string): Cruise {
  const tool = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [tool, 'src', '--config', '.dependency-cruiser.mjs', '--output-type', 'json']
  return JSON.parse(
    execFileSync(process.execPath, args, { cwd: folder, maxBuffer: 64_000_000 }).toString(),
  ) as Cruise
}

function plant(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

/** Our own sources; generated files and the browser's page have rules of their own. */
function sources(folder: string, name: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${name}/${entry.name}`
    if (/^src\/(store\/generated|playground\/page)$/.test(path)) return []
    if (entry.isDirectory()) return sources(join(folder, entry.name), path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}
