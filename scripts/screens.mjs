// `npm run screens`: pictures of every golden view and form page as Slack and Teams show it, into docs/screens.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { bringChromium } from './chromium.mjs'
import { whenCalled } from './command.mjs'
import { load } from './load.mjs'
import { smallPng } from './small-png.mjs'
import { root } from './stamp.mjs'

const golden = join(root, 'test', 'bots', 'golden')
const pictures = join(root, 'docs', 'screens')
const built = join(root, '.cache', 'screens')
/** No such host: nothing is fetched but what is handed out below. */
const SITE = 'http://screens.invalid'

const KINDS = [
  { kind: 'view', title: 'Views', folder: 'views' },
  { kind: 'form', title: 'Forms', folder: 'forms' },
]
const PLATFORMS = [
  { name: 'Slack', file: 'block-kit.json' },
  { name: 'Teams', file: 'adaptive-card.json' },
]
const SIZES = [
  { suffix: '', width: 724 },
  { suffix: '-phone', width: 390 },
]

const FRAMES = `<!doctype html><html lang="en-GB"><style>
  body { margin: 0; font: 700 14px system-ui, "DejaVu Sans", sans-serif; background: #fff }
  main { display: flex; gap: 12px; width: max-content; padding: 10px; background: #d5dae0 }
  h2 { margin: 0 0 6px; font-size: 14px; color: #1d2733 }
  iframe { display: block; border: 0; background: #fff }
</style><main>${PLATFORMS.map(({ name }) => `<div><h2>${name}</h2><iframe title="${name}" src="/half"></iframe></div>`).join('')}</main></html>`
const HALF =
  '<!doctype html><html lang="en-GB"><link rel="stylesheet" href="/screens.css"><div id="page"></div><script type="module" src="/screens.js"></script></html>'

const LOOKS = ['--disable-lcd-text', '--font-render-hinting=none']

export async function drawScreens() {
  await build({
    entryPoints: { screens: join(root, 'src', 'playground', 'page', 'screens.tsx') },
    outdir: built,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    ignoreAnnotations: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  })
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch(await settings())
  try {
    const page = await openFrames(browser)
    rmSync(pictures, { recursive: true, force: true })
    mkdirSync(pictures, { recursive: true })
    for (const { kind, folder } of KINDS)
      for (const name of namesIn(folder))
        for (const { suffix, width } of SIZES) {
          await drawPair(page, join(golden, folder, name), width)
          const picture = await page.locator('main').screenshot()
          writeFileSync(join(pictures, `${kind}-${name}${suffix}.png`), smallPng(picture))
        }
  } finally {
    await browser.close()
  }
  writeFileSync(join(pictures, 'README.md'), readme())
}

/** Even edges of letters, and a font with the signs that people's own machines have. */
async function settings() {
  const { executablePath, args, env } = await bringChromium()
  const folder = join(root, '.cache', 'emoji-font')
  const { unpackPackages } = await load('src/app/local/debian-packages.ts')
  const fonts = await unpackPackages(['fonts-noto-color-emoji'], folder, () =>
    console.log('Fetching a font (once)'),
  )
  if (!fonts) return { executablePath, args: [...args, ...LOOKS], env }
  const file = join(folder, 'fonts.conf')
  const usual = env.FONTCONFIG_FILE ?? '/etc/fonts/fonts.conf'
  writeFileSync(
    file,
    `<fontconfig><include ignore_missing="yes">${usual}</include><dir>${join(folder, 'usr', 'share', 'fonts')}</dir></fontconfig>\n`,
  )
  return { executablePath, args: [...args, ...LOOKS], env: { ...env, FONTCONFIG_FILE: file } }
}

async function openFrames(browser) {
  const page = await browser.newPage({ viewport: { width: 1500, height: 900 }, locale: 'en-GB' })
  const files = {
    '/': ['text/html', FRAMES],
    '/half': ['text/html', HALF],
    '/screens.js': ['text/javascript', readFileSync(join(built, 'screens.js'))],
    '/screens.css': ['text/css', readFileSync(join(built, 'screens.css'))],
  }
  await page.route('**', (route) => {
    const [contentType, body] = files[new URL(route.request().url()).pathname] ?? []
    return route.request().url().startsWith(SITE) && body
      ? route.fulfill({ contentType, body })
      : route.abort()
  })
  page.on('pageerror', (error) => {
    throw error
  })
  return page
}

/** Both halves, each as high as what it shows. */
async function drawPair(page, folder, width) {
  await page.goto(`${SITE}/`)
  for (const { name, file } of PLATFORMS) {
    const frame = page.locator(`iframe[title=${name}]`)
    await frame.evaluate((element, size) => {
      Object.assign(element, { width: size, height: 6_000 })
    }, width)
    const inside = await (await frame.elementHandle()).contentFrame()
    await inside.waitForFunction(() => 'showGolden' in window)
    const height = await inside.evaluate(
      async (drawn) => {
        window.showGolden(drawn)
        const height = () => {
          const dialog = document.querySelector('dialog[open]')
          const drawn = dialog ?? document.querySelector('.teams-card > *, .blocks')
          const box = (dialog ?? document.querySelector('#page')).getBoundingClientRect()
          return drawn && document.styleSheets.length > 0 ? Math.ceil(box.bottom + (dialog ? box.top : 0)) : 0
        }
        await document.fonts.ready
        for (let seen = 0, calm = 0; ; ) {
          await new Promise(requestAnimationFrame)
          calm = seen > 0 && seen === height() ? calm + 1 : 0
          seen = height()
          if (calm === 3) return seen
        }
      },
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    )
    await frame.evaluate((element, size) => {
      element.height = size
    }, height)
  }
}

function namesIn(folder) {
  return readdirSync(join(golden, folder)).sort()
}

function readme() {
  const tables = KINDS.flatMap(({ kind, title, folder }) => [
    `## ${title}`,
    '',
    '| | On a desk | On a phone |',
    '|---|---|---|',
    ...namesIn(folder).map((name) => {
      const words = name.replaceAll(/[-_]/g, ' ')
      const picture = (suffix) => `![${words}${suffix && ' on a phone'}](${kind}-${name}${suffix}.png)`
      return `| ${words.charAt(0).toUpperCase()}${words.slice(1)} | ${picture('')} | ${picture('-phone')} |`
    }),
    '',
  ])
  return [
    '# Screens',
    '',
    'Drawn by `npm run screens` from the golden files of the tests, Slack left, Teams right.',
    '',
    ...tables,
  ].join('\n')
}

await whenCalled(import.meta.url, drawScreens)
