// Makes the package that a Teams administrator uploads: the manifest of teams/ filled in, two icons, one zip.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { StepFailed } from './command.mjs'
import { load } from './load.mjs'
import { root } from './stamp.mjs'

const EXAMPLE = {
  TEAMS_APP_ID: '00000000-0000-0000-0000-000000000000',
  TEAMS_BASE_URL: 'https://reciprocal.example.org',
  TEAMS_DEVELOPER: 'Reciprocal',
}

/**
 * The manifest for one installation. What `env` does not name stands there as an example, to be replaced.
 * @param {Record<string, string | undefined>} env
 */
export async function teamsManifest(env = {}) {
  const manifest = JSON.parse(readFileSync(join(root, 'teams/manifest.json'), 'utf8'))
  const { COMMANDS } = await load('src/bots/commands.ts')
  for (const list of manifest.bots[0].commandLists) {
    list.commands = list.commands.map(({ title }) => ({ title, description: helpOf(COMMANDS, title) }))
  }
  return filled(manifest, valuesOf(env))
}

/**
 * What Microsoft's own schema of this manifest version finds wrong, one sentence each.
 * @param {{ manifestVersion: string }} manifest
 */
export async function manifestProblems(manifest) {
  const { Ajv } = await import('ajv')
  const require = createRequire(import.meta.url)
  const schemas = join(
    dirname(require.resolve('@microsoft/app-manifest/package.json')),
    'build/json-schemas/teams',
  )
  // The schema is of a draft that the checker no longer names; it uses nothing that has changed since.
  const { $schema, id, ...schema } = require(join(schemas, `v${manifest.manifestVersion}`, SCHEMA))
  const check = new Ajv({ strict: false, validateSchema: false, allErrors: true, logger: false }).compile(
    schema,
  )
  return check(manifest)
    ? []
    : check.errors.map((wrong) => `${wrong.instancePath || 'manifest'} ${wrong.message}`)
}

/** The three files of the package by name. @param {object} manifest */
export function packageFiles(manifest) {
  return {
    'manifest.json': Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
    'color.png': icon(192, (x, y) => (isHouse(x, y, 1) ? WHITE : NAVY)),
    'outline.png': icon(32, (x, y) => (isHouse(x, y, 1.35) ? WHITE : NOTHING)),
  }
}

/**
 * Files in a zip, as they are: three small ones, two of them compressed already.
 * @param {Record<string, Buffer>} files
 */
export function zip(files) {
  const parts = []
  const directory = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(FIRST_DAY, 8)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(content.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(name.length, 22)
    const where = Buffer.alloc(14)
    where.writeUInt32LE(offset, 10)
    const local = [Buffer.from('PK\x03\x04'), common, Buffer.from(name), content]
    directory.push(Buffer.from('PK\x01\x02'), common.subarray(0, 2), common, where, Buffer.from(name))
    parts.push(...local)
    offset += Buffer.concat(local).length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(files).length, 4)
  end.writeUInt16LE(Object.keys(files).length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, list, Buffer.from('PK\x05\x06'), end])
}

const SCHEMA = 'MicrosoftTeams.schema.json'

/** 1 January 1980, the first day a zip can name: the same content gives the same file. */
const FIRST_DAY = (1 << 5) | 1

function helpOf(commands, title) {
  const command = commands.find(({ name }) => name === title)
  if (!command) throw new StepFailed(`teams/manifest.json suggests “${title}”, which is no command.`)
  return command.help
}

function valuesOf(env) {
  const named = Object.fromEntries(Object.entries(env).filter(([, value]) => value))
  const values = { ...EXAMPLE, ...named }
  const base = values.TEAMS_BASE_URL.replace(/\/+$/, '')
  if (!URL.canParse(base) || !base.startsWith('https://'))
    throw new StepFailed(`TEAMS_BASE_URL must be an address with https, not ${base}.`)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return {
    TEAMS_PRIVACY_URL: base,
    TEAMS_TERMS_URL: base,
    ...values,
    TEAMS_BASE_URL: base,
    TEAMS_DOMAIN: new URL(base).hostname,
    VERSION: version,
  }
}

function filled(part, values) {
  if (typeof part === 'string') return part.replaceAll(/\$\{(\w+)\}/g, (_whole, name) => values[name])
  if (Array.isArray(part)) return part.map((each) => filled(each, values))
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, filled(value, values)]))
}

const NAVY = [0x1d, 0x35, 0x57, 255]
const WHITE = [255, 255, 255, 255]
const NOTHING = [255, 255, 255, 0]
/** Points looked at for each side of a pixel, so that slanted lines are smooth. */
const FINE = 4

/**
 * The outline of a house with two arrows in it, one to each side, on a square from 0 to 1.
 * @param {number} x @param {number} y @param {number} size against its size on the large icon
 */
function isHouse(x, y, size) {
  const [u, v] = [(x - 0.5) / size, (y - 0.5) / size]
  const line = 0.022
  const roof = (Math.abs(u) * 0.8 - v - 0.3) / Math.hypot(1, 0.8)
  const onRoof = Math.abs(roof) < line && v < -0.03 && v > -0.34
  const onWall = v > -0.09 && v < 0.28 && Math.abs(Math.abs(u) - 0.25) < line
  const onFloor = Math.abs(v - 0.28) < line && Math.abs(u) < 0.25 + line
  return onRoof || onWall || onFloor || isArrow(u, v - 0.015) || isArrow(-u, v - 0.145)
}

/** From left to right, around the middle. */
function isArrow(u, v) {
  const shaft = Math.abs(v) < 0.016 && u > -0.15 && u < 0.1
  const head = u > 0.07 && u < 0.16 && Math.abs(v) < (0.16 - u) * 0.65
  return shaft || head
}

/** @param {number} side in pixels @param {(x: number, y: number) => number[]} colourAt red, green, blue, opacity */
function icon(side, colourAt) {
  const rows = Buffer.alloc(side * (1 + side * 4))
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) rows.set(pixel(x, y, side, colourAt), y * (1 + side * 4) + 1 + x * 4)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function pixel(x, y, side, colourAt) {
  const sum = [0, 0, 0, 0]
  for (let i = 0; i < FINE; i++)
    for (let j = 0; j < FINE; j++) {
      const colour = colourAt((x + (i + 0.5) / FINE) / side, (y + (j + 0.5) / FINE) / side)
      colour.forEach((part, index) => {
        sum[index] += part
      })
    }
  return sum.map((part) => Math.round(part / FINE ** 2))
}

function chunk(type, data) {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type), data])
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
