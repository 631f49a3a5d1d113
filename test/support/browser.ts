import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { cacheFolder, defaultDataFolder, projectRoot } from '../../src/app/paths.js'
import { bringChromium } from './chromium.js'

const { buildPage } = (await import(join(projectRoot, 'scripts', 'build-page.mjs'))) as {
  buildPage(folder: string): void
}

const shots = join(defaultDataFolder, 'screenshots')

export const DESK = { width: 1280, height: 800 }
export const PHONE = { width: 390, height: 844 }

export async function startBrowser(): Promise<Browser> {
  return chromium.launch(await bringChromium())
}

/** Builds the playground's page as it is now, beside the built program. */
export function freshPage(): string {
  const folder = join(cacheFolder, 'page-for-tests')
  buildPage(folder)
  return folder
}

/** A picture of the window as it stands, for people to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: join(shots, `${name}.png`) })
}
