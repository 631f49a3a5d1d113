// `npm run manifests [-- FILE.zip]`: checks both platforms' app manifests and builds the package for Teams.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parse } from 'yaml'
import { readSettingsFile, StepFailed, whenCalled } from './command.mjs'
import { load } from './load.mjs'
import { root } from './stamp.mjs'
import { manifestProblems, packageFiles, teamsManifest, zip } from './teams-package.mjs'

/**
 * What does not go together in Slack's manifest and the program, one sentence each.
 * @param {Record<string, any>} manifest
 */
export async function slackProblems(manifest) {
  const { SCOPES } = await load('src/bots/slack/install.ts')
  const { settings, features, oauth_config: oauth } = manifest
  const { EVENTS: listened } = await load('src/bots/slack/app.ts')
  const events = Object.keys(listened).map((name) => EVENTS[name] ?? name)
  const urls = [
    settings.event_subscriptions.request_url,
    settings.interactivity.request_url,
    ...features.slash_commands.map(({ url }) => url),
  ]
  return [
    ...differing('scopes', oauth.scopes.bot, SCOPES),
    ...differing('events', settings.event_subscriptions.bot_events, events),
    ...differing(
      'commands',
      features.slash_commands.map(({ command }) => command),
      ['/reciprocal'],
    ),
    ...urls
      .filter((url) => !/^https:\/\/[^/]+\/slack\/events$/.test(url))
      .map((url) => `${url} is no address of the program`),
    ...oauth.redirect_urls
      .filter((url) => !/^https:\/\/[^/]+\/slack\/oauth_redirect$/.test(url))
      .map((url) => `${url} is no address to come back to`),
  ]
}

export function slackManifest() {
  return parse(readFileSync(join(root, 'slack-manifest.yaml'), 'utf8'))
}

/** Slack's names for what the program listens to, where they differ: it hears private chats alone. */
const EVENTS = { message: 'message.im' }

function differing(what, here, there) {
  const missing = there.filter((one) => !here.includes(one)).map((one) => `${what}: ${one} is missing`)
  const more = here.filter((one) => !there.includes(one)).map((one) => `${what}: ${one} is not used`)
  return [...missing, ...more]
}

async function build() {
  readSettingsFile()
  const manifest = await teamsManifest(process.env)
  const problems = [
    ...(await slackProblems(slackManifest())).map((wrong) => `slack-manifest.yaml: ${wrong}`),
    ...(await manifestProblems(manifest)).map((wrong) => `teams/manifest.json: ${wrong}`),
  ]
  const { stop } = await import('esbuild')
  await stop()
  if (problems.length > 0) throw new StepFailed(problems.join('\n'))
  const file = resolve(process.argv[2] ?? join(root, '.data/teams-app.zip'))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, zip(packageFiles(manifest)))
  console.log('slack-manifest.yaml fits the program.')
  console.log(`${file} is ready to be uploaded to Teams.`)
  if (!process.env.TEAMS_APP_ID)
    console.log('TEAMS_APP_ID is not set: the package names an example; set it and build again.')
}

await whenCalled(import.meta.url, build)
