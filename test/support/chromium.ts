import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { unpackPackages } from '../../src/app/local/debian-packages.js'
import { isOnPath, run, saidOf } from '../../src/app/local/processes.js'
import { cacheFolder } from '../../src/app/paths.js'
import { StartError } from '../../src/app/start-error.js'

/** To be handed to `chromium.launch()` of playwright-core as it is. */
export type Chromium = {
  readonly executablePath: string
  readonly args: string[]
  readonly env: Record<string, string>
}

const advice = 'install chromium (Debian: apt-get install chromium) or name one in CHROMIUM'

/** A Chromium named in CHROMIUM, installed, or else Debian's unpacked into the cache; nothing is installed. */
export async function bringChromium(log: (line: string) => void = console.log): Promise<Chromium> {
  const named = process.env.CHROMIUM
  if (named !== undefined) return ready(named)
  const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path))
  return installed === undefined ? fetched(log) : ready(installed)
}

async function fetched(log: (line: string) => void): Promise<Chromium> {
  if (!isOnPath('apt-get')) throw new StartError(`There is no Chromium on this machine; ${advice}.`)
  const folder = join(cacheFolder, 'chromium')
  const announce = () => log(`No Chromium on this machine: fetching one into ${folder} (once, about 125 MB)`)
  const unpacked = await unpackPackages(['chromium', 'fonts-dejavu-core'], folder, announce).catch(
    (error: unknown) => {
      throw new StartError(`Chromium could not be fetched (${saidOf(error)}); ${advice}.`)
    },
  )
  if (unpacked === undefined) throw new StartError(`There is no Chromium on this machine; ${advice}.`)
  const program = join(folder, 'usr', 'lib', 'chromium', 'chromium')
  return ready(program, { ...unpacked.env, ...fontSettings(folder) })
}

/** A machine without any fonts shows the ones that came along. */
function fontSettings(folder: string): NodeJS.ProcessEnv {
  if (existsSync('/etc/fonts/fonts.conf')) return {}
  const file = join(folder, 'fonts.conf')
  const fonts = join(folder, 'usr', 'share', 'fonts')
  const cache = join(folder, 'font-cache')
  writeFileSync(file, `<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>\n`)
  return { FONTCONFIG_FILE: file }
}

async function ready(executablePath: string, extra: NodeJS.ProcessEnv = {}): Promise<Chromium> {
  const env = Object.fromEntries(
    Object.entries({ ...process.env, ...extra }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )
  await run([executablePath, '--version'], { env }).catch((error: unknown) => {
    throw new StartError(`${executablePath} does not run (${saidOf(error)}); ${advice}.`)
  })
  // Its own sandbox cannot be had as root, and containers have a very small /dev/shm.
  return { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'], env }
}
