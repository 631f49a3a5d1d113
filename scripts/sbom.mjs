// `npm run sbom`: what ships and under which licences. Writes dist/sbom.cdx.json (CycloneDX, by npm itself from the lock
// file, without asking any registry) and docs/licences.md; a licence that is not allowed ends it with exit code 1.
// `--check` writes nothing, and fails as well when docs/licences.md is not what the lock file says.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StepFailed, whenCalled } from './command.mjs'
import { root } from './stamp.mjs'

/** Licences that ask for nothing but to be named. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Unlicense',
]

/** One by one, with the reason. */
const EXCEPTIONS = {
  elkjs: { licence: 'EPL-2.0', why: 'used unchanged, by a part of Prisma that this program never loads' },
}

/** Packages whose lock entry names none: as their own LICENSE files say. */
const SAID_ELSEWHERE = [
  [/^cldrjs$/, 'MIT'],
  [/^seq-queue$/, 'MIT'],
  [/^@msgpackr-extract\/msgpackr-extract-/, 'MIT'],
]

const PAGE = 'docs/licences.md'
const BOM = 'dist/sbom.cdx.json'

await whenCalled(import.meta.url, () => {
  if (process.argv.includes('--check')) return checkLicences()
  const bom = allowedBom()
  writeFileSync(join(root, PAGE), pageOf(bom))
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, BOM), `${JSON.stringify(bom, null, 2)}\n`)
  console.log(`${bom.components.length} packages ship: ${BOM}, ${PAGE}.`)
})

/** Throws when something ships under a licence that is not allowed, or the page is not what the lock file says. */
export function checkLicences() {
  const file = join(root, PAGE)
  const page = pageOf(allowedBom())
  if (!existsSync(file) || readFileSync(file, 'utf8') !== page)
    throw new StepFailed(`${PAGE} is not what package-lock.json says: run npm run sbom.`)
}

function allowedBom() {
  const bom = readBom()
  const refused = refusedIn(bom).map(({ name, licence }) => `${name} (${licence})`)
  if (refused.length > 0) throw new StepFailed(`Not allowed, see scripts/sbom.mjs: ${refused.join(', ')}.`)
  return bom
}

/** From the lock file alone; the same again gives the same bytes. */
function readBom() {
  const asked = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only', '--offline']
  const npm = process.env.npm_execpath
  const done = npm
    ? spawnSync(process.execPath, [npm, ...asked], { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
    : spawnSync('npm', asked, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
  if (done.status !== 0)
    throw new StepFailed(`npm could not list what ships: ${done.stderr ?? done.error?.message}`)
  return repeatable(JSON.parse(done.stdout))
}

/**
 * Without what differs from one run, folder or version of npm to the next.
 * @param {any} bom
 */
export function repeatable(bom) {
  const { serialNumber: _number, metadata, ...rest } = bom
  const { timestamp: _time, tools: _tools, component, ...about } = metadata
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return {
    ...rest,
    metadata: { ...about, component: { ...component, name, version } },
    components: bom.components.map(withLicence).sort(byName),
  }
}

/** @param {any} one */
function withLicence(one) {
  if (one.licenses?.length > 0) return one
  const id = SAID_ELSEWHERE.find(([name]) => name.test(one.name))?.[1]
  return id ? { ...one, licenses: [{ license: { id } }] } : one
}

/** @param {any} a @param {any} b */
function byName(a, b) {
  const key = (/** @type {any} */ one) => `${one.name}@${one.version}`
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
}

/** @param {any} one */
function licenceOf(one) {
  const said = (one.licenses ?? []).map(
    (/** @type {any} */ each) => each.expression ?? each.license?.id ?? each.license?.name,
  )
  return said.join(' AND ') || 'none named'
}

/**
 * Packages under a licence that is not on the list. Of several that all hold each must be on it, of a choice one.
 * @param {{ components: any[] }} bom
 */
export function refusedIn({ components }) {
  return components
    .map((one) => ({ name: one.name, licence: licenceOf(one) }))
    .filter(({ name, licence }) => EXCEPTIONS[name]?.licence !== licence && !isAllowed(licence))
}

/** @param {string} licence an SPDX expression without exceptions, as npm packages write them */
function isAllowed(licence) {
  const choices = licence.replace(/[()]/g, '').split(/ or /i)
  return choices.some((all) => all.split(/ and /i).every((id) => ALLOWED.includes(id.trim())))
}

/** @param {{ components: any[] }} bom */
export function pageOf({ components }) {
  const byLicence = new Map()
  for (const one of components) {
    const licence = licenceOf(one)
    byLicence.set(licence, [...(byLicence.get(licence) ?? []), `${one.name} ${one.version}`])
  }
  const groups = [...byLicence].sort(
    ([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1),
  )
  const exceptions = Object.entries(EXCEPTIONS).map(
    ([name, { licence, why }]) => `- ${name} (${licence}): ${why}.`,
  )
  return `${[
    '# Licences of what ships',
    '',
    `${components.length} packages from npm, without those that only tests and tools use. Written by \`npm run sbom\`,`,
    'which also writes the whole list for machines (CycloneDX) and refuses a licence outside this table.',
    '',
    '| licence | packages |',
    '|---|---|',
    ...groups.map(([licence, names]) => `| ${licence} | ${names.length} |`),
    '',
    'Allowed one by one:',
    '',
    ...exceptions,
    '',
    ...groups.flatMap(([licence, names]) => [`## ${licence}`, '', names.join(', '), '']),
  ]
    .join('\n')
    .trimEnd()}\n`
}
