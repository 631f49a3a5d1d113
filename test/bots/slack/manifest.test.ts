import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { SCOPES } from '../../../src/bots/slack/install.js'

const manifest = parse(readFileSync(new URL('../../../slack-manifest.yaml', import.meta.url), 'utf8'))

it('the manifest and the installation ask for the same scopes', () => {
  expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...SCOPES].sort())
})

it('everything the app listens to is sent to it', () => {
  const { settings, features } = manifest
  expect(settings.event_subscriptions.bot_events).toEqual([
    'app_home_opened',
    'app_uninstalled',
    'message.im',
    'tokens_revoked',
    'user_change',
  ])
  const urls = [
    settings.event_subscriptions.request_url,
    settings.interactivity.request_url,
    features.slash_commands[0].url,
  ]
  expect(urls.every((url: string) => url.endsWith('/slack/events'))).toBe(true)
})
