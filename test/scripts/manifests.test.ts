import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32, inflateSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { projectRoot } from '../../src/app/paths.js'
import { COMMANDS } from '../../src/bots/commands.js'

interface Manifest {
  id: string
  version: string
  manifestVersion: string
  developer: Record<string, string>
  icons: Record<string, string>
  validDomains: string[]
  bots: {
    botId: string
    scopes: string[]
    supportsFiles: boolean
    commandLists: { scopes: string[]; commands: { title: string; description: string }[] }[]
  }[]
}
type Slack = {
  oauth_config: { scopes: { bot: string[] } }
  settings: { event_subscriptions: { bot_events: string[] } }
}

const { teamsManifest, manifestProblems } = (await import(
  join(projectRoot, 'scripts', 'teams-package.mjs')
)) as {
  teamsManifest(env?: Record<string, string>): Promise<Manifest>
  manifestProblems(manifest: unknown): Promise<string[]>
}
const { slackProblems, slackManifest } = (await import(join(projectRoot, 'scripts', 'manifests.mjs'))) as {
  slackProblems(manifest: Slack): Promise<string[]>
  slackManifest(): Slack
}

const ENV = {
  TEAMS_APP_ID: '11111111-2222-4333-8444-555555555555',
  TEAMS_BASE_URL: 'https://moves.council.example/',
  TEAMS_DEVELOPER: 'Harbourlight London',
}

describe('the Teams app manifest', () => {
  test('is right by Microsoft’s own schema, filled in or as an example', async () => {
    expect(await manifestProblems(await teamsManifest())).toEqual([])
    expect(await manifestProblems(await teamsManifest(ENV))).toEqual([])
  })

  test('with something wrong in it would be refused', async () => {
    const manifest = await teamsManifest(ENV)
    const [bot] = manifest.bots
    const wrong: object[] = [
      { ...manifest, id: 'reciprocal' },
      { ...manifest, surprise: true },
      { ...manifest, icons: { color: 'color.png' } },
      { ...manifest, bots: [{ ...bot, scopes: ['everywhere'] }] },
      { ...manifest, name: { short: 'x'.repeat(31), full: 'x' } },
    ]
    for (const each of wrong) expect(await manifestProblems(each)).not.toEqual([])
  })

  test('names this installation: its app, its address, who runs it', async () => {
    const manifest = await teamsManifest(ENV)
    expect(manifest.id).toBe(ENV.TEAMS_APP_ID)
    expect(manifest.bots[0]?.botId).toBe(ENV.TEAMS_APP_ID)
    expect(manifest.developer).toEqual({
      name: 'Harbourlight London',
      websiteUrl: 'https://moves.council.example',
      privacyUrl: 'https://moves.council.example',
      termsOfUseUrl: 'https://moves.council.example',
    })
    expect(manifest.validDomains).toEqual(['moves.council.example'])
    expect(manifest.version).toBe(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).version)
    expect(JSON.stringify(manifest)).not.toContain('${')
  })

  test.each(['reciprocal', 'http://moves.council.example', ''])(
    'an address such as “%s” is not taken',
    async (address) => {
      const made = teamsManifest({ ...ENV, TEAMS_BASE_URL: address })
      if (address === '') expect((await made).validDomains).toEqual(['reciprocal.example.org'])
      else await expect(made).rejects.toThrow('TEAMS_BASE_URL must be an address with https')
    },
  )

  test('offers the bot in private chats and teams, and there suggests words that it understands', async () => {
    const [bot] = (await teamsManifest(ENV)).bots
    expect(bot).toMatchObject({ scopes: ['personal', 'team'], supportsFiles: false })
    const [list, ...more] = bot?.commandLists ?? []
    expect([list?.scopes, more]).toEqual([['personal'], []])
    expect(list?.commands.length).toBeLessThanOrEqual(10)
    for (const { title, description } of list?.commands ?? [])
      expect(COMMANDS.find(({ name }) => name === title)?.help).toBe(description)
  })
})

describe('Slack’s app manifest', () => {
  test('fits the program', async () => {
    expect(await slackProblems(slackManifest())).toEqual([])
  })

  test('with a scope or an event too many or too few does not', async () => {
    const few = slackManifest()
    few.oauth_config.scopes.bot.pop()
    few.settings.event_subscriptions.bot_events.push('channel_rename')
    expect(await slackProblems(few)).toEqual([
      'scopes: files:write is missing',
      'events: channel_rename is not used',
    ])
  })
})

describe('the package for Teams', () => {
  test('is one zip of exactly the manifest and the two icons it names, the same each time', async () => {
    const [first, second] = [await built(), await built()]
    const files = filesIn(first)
    expect([...files.keys()].sort()).toEqual(['color.png', 'manifest.json', 'outline.png'])
    const manifest: Manifest = JSON.parse(String(files.get('manifest.json')))
    expect(manifest).toEqual(await teamsManifest(ENV))
    expect(Object.values(manifest.icons).every((name) => files.has(name))).toBe(true)
    expect(second.equals(first)).toBe(true)
  }, 60_000)

  test('has icons of the sizes that Teams asks for, the small one white on nothing', async () => {
    const files = filesIn(await built())
    const color = picture(files.get('color.png'))
    expect([color.width, color.height]).toEqual([192, 192])
    expect(color.pixels.every(([, , , opacity]) => opacity === 255)).toBe(true)
    const outline = picture(files.get('outline.png'))
    expect([outline.width, outline.height]).toEqual([32, 32])
    expect(outline.pixels.every(([r, g, b]) => r === 255 && g === 255 && b === 255)).toBe(true)
    const clear = outline.pixels.filter(([, , , opacity]) => opacity === 0).length
    expect(clear).toBeGreaterThan(outline.pixels.length / 2)
    expect(clear).toBeLessThan(outline.pixels.length)
  }, 60_000)
})

/** What `npm run manifests` writes. */
async function built(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'teams-app-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'deeper', 'app.zip')
  const script = join(projectRoot, 'scripts', 'manifests.mjs')
  await promisify(execFile)(process.execPath, [script, file], { env: { ...process.env, ...ENV } })
  return readFileSync(file)
}

/** The stored files of a zip, read by its list at the end. */
function filesIn(zip: Buffer): Map<string, Buffer> {
  const end = zip.length - 22
  expect(zip.readUInt32LE(end)).toBe(0x06054b50)
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    expect([zip.readUInt32LE(at), zip.readUInt16LE(at + 10)]).toEqual([0x02014b50, 0])
    const size = zip.readUInt32LE(at + 24)
    const nameLength = zip.readUInt16LE(at + 28)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const content = zip.subarray(from, from + size)
    expect(crc32(content)).toBe(zip.readUInt32LE(at + 16))
    files.set(name, content)
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  expect(at).toBe(end)
  return files
}

type Pixel = readonly [number, number, number, number]

function picture(png: Buffer | undefined): { width: number; height: number; pixels: Pixel[] } {
  if (!png) throw new Error('no such picture')
  expect(png.toString('latin1', 1, 4)).toBe('PNG')
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  const rows = inflateSync(Buffer.concat(parts))
  expect(rows.length).toBe(height * (1 + width * 4))
  const pixels: Pixel[] = []
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * (1 + width * 4) + 1 + x * 4
      pixels.push([rows[at] ?? 0, rows[at + 1] ?? 0, rows[at + 2] ?? 0, rows[at + 3] ?? 0])
    }
  return { width, height, pixels }
}
