import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fieldNames, stepOf } from '../../../src/bots/forms/form.js'
import type { FormId } from '../../../src/bots/forms/form-id.js'
import { buildForm } from '../../../src/bots/forms/index.js'
import { renderHome, renderMessage } from '../../../src/bots/slack/render/blocks.js'
import { renderModal } from '../../../src/bots/slack/render/modal.js'
import { renderCard, renderDialog } from '../../../src/bots/teams/render/index.js'
import type { AdaptiveCard } from '../../../src/bots/teams/render/model.js'
import { decodeButton } from '../../../src/bots/views/button-value.js'
import { viewOf } from '../../../src/bots/views/index.js'
import { viewWords } from '../../../src/bots/views/view-words.js'
import type { Screen } from '../../../src/core/placement/screens.js'
import { london } from '../../core/scheme/london.js'
import { ARBITRARY_SCREENS } from '../support/arbitrary-screens.js'
import { buttonsOf, inputsOf } from '../support/card-reader.js'
import { FORM_DATA, metaOf, PAGES } from './forms.js'
import { PLACEMENT, SCREENS } from './screens.js'

const scheme = london()
const words = viewWords(scheme)
const PLATFORMS = ['adaptive-card.json', 'block-kit.json']

function drawView(screen: Screen) {
  const view = viewOf(screen, PLACEMENT, words)
  const slack = screen.screen === 'home' ? renderHome(view) : renderMessage(view)
  return { slack, teams: renderCard(view) }
}

function drawForm(id: FormId, step: string) {
  const form = buildForm(id, scheme, FORM_DATA)
  const values = FORM_DATA.values ?? {}
  return {
    step: stepOf(form, step),
    slack: renderModal(form, metaOf(id, step), { values }),
    teams: renderDialog(form, metaOf(id, step), { values, zone: scheme.timezone }),
  }
}

async function compare(folder: string, file: string, drawn: unknown): Promise<void> {
  await expect(`${JSON.stringify(drawn, null, 2)}\n`).toMatchFileSnapshot(`./${folder}/${file}`)
}

describe('each screen on both platforms, pending beside resolved', () => {
  test.each(Object.entries(SCREENS))('%s is drawn as in its golden files', async (name, screen) => {
    const { slack, teams } = drawView(screen)
    await compare(`views/${name}`, 'block-kit.json', slack)
    await compare(`views/${name}`, 'adaptive-card.json', teams)
  })

  test.each(Object.entries(SCREENS))('%s has the same buttons in the same order', (_name, screen) => {
    const { slack, teams } = drawView(screen)
    expect(pressesOnTeams(teams)).toEqual(pressesOnSlack(slack.blocks))
  })

  test('there is one of every kind of screen', () => {
    const kinds = new Set(Object.values(SCREENS).map(({ screen }) => screen))
    expect([...kinds].sort()).toEqual(Object.keys(ARBITRARY_SCREENS).sort())
  })
})

describe('each page of each form on both platforms', () => {
  test.each(PAGES)('%s is drawn as in its golden files', async (name, id, step) => {
    const { slack, teams } = drawForm(id, step)
    await compare(`forms/${name}`, 'block-kit.json', slack)
    await compare(`forms/${name}`, 'adaptive-card.json', teams)
  })

  test.each(PAGES)('%s has the fields of its form, with the same labels and choices', (_name, id, stepId) => {
    const { step, slack, teams } = drawForm(id, stepId)
    const onTeams = fieldsOnTeams(teams.card)
    expect(onTeams.map(({ name }) => name)).toEqual(fieldNames(step))
    expect(onTeams).toEqual(fieldsOnSlack(slack.blocks))
  })

  test.each(PAGES)('%s has the same buttons', (_name, id, step) => {
    const { slack, teams } = drawForm(id, step)
    expect(pressesOnTeams(teams.card)).toEqual(pressesOnSlack(slack.blocks))
    const sends = buttonsOf(teams.card).filter(({ data }) => data.press === undefined && !data.step)
    expect(sends.map(({ title }) => title)).toEqual([slack.submit?.text])
    expect(teams.title).toBe(slack.title.text)
  })
})

describe('no view and no form is there for one platform only', () => {
  const namesIn = (folder: string) => readdirSync(new URL(`./${folder}/`, import.meta.url)).sort()

  test.each([
    ['views', Object.keys(SCREENS)],
    ['forms', PAGES.map(([name]) => name)],
  ])('%s: one folder each, with a file for each platform', (folder, names) => {
    expect(namesIn(folder)).toEqual([...names].sort())
    for (const name of names) expect([name, namesIn(`${folder}/${name}`)]).toEqual([name, PLATFORMS])
  })
})

/** What a press says, in words of no platform. */
function pressWords(value: string): string {
  const button = decodeButton(value)
  return button?.action === 'go_to_step' ? `to page ${button.step}` : value
}

/** As much of a block as is read here. */
interface SlackBlock {
  type: string
  block_id?: string
  elements?: SlackElement[]
  accessory?: SlackElement
  element?: SlackElement
  label?: { text: string }
  optional?: boolean
}

interface SlackElement {
  type: string
  text?: { text: string }
  value?: string
  options?: { text: { text: string }; value: string }[]
}

function pressesOnSlack(blocks: readonly object[]): string[] {
  const elements = (blocks as readonly SlackBlock[]).flatMap(({ type, elements = [], accessory }) =>
    type === 'actions' ? elements : accessory ? [accessory] : [],
  )
  return elements.flatMap(({ type, text, value }) =>
    type === 'button' && value ? [`${text?.text}: ${pressWords(value)}`] : [],
  )
}

function pressesOnTeams(card: AdaptiveCard): string[] {
  return buttonsOf(card).flatMap(({ title, data: { press, step } }) => {
    if (press !== undefined) return [`${title}: ${pressWords(press)}`]
    return step === undefined ? [] : [`${title}: to page ${step}`]
  })
}

interface Shown {
  name: string
  label: string
  options: string[]
}

function fieldsOnSlack(blocks: readonly object[]): Shown[] {
  return (blocks as readonly SlackBlock[]).flatMap(
    ({ type, block_id: name = '', label, optional, element }) => {
      if (type !== 'input') return []
      const options = (element?.options ?? []).map(({ text, value }) => `${value} ${text.text}`)
      return [{ name, label: `${label?.text}${optional ? ' (optional)' : ''}`, options }]
    },
  )
}

function fieldsOnTeams(card: AdaptiveCard): Shown[] {
  return inputsOf(card).flatMap((input) => {
    if (input.id.endsWith('.time')) return []
    if (input.type === 'Input.Toggle') return [{ name: input.id, label: input.title, options: ['yes Yes'] }]
    const given = input.type === 'Input.ChoiceSet' ? input.choices : []
    const options = given.map(({ title, value }) => `${value} ${title.replaceAll('\\', '')}`)
    return [{ name: input.id, label: input.label.replace(/: day$/, ''), options }]
  })
}
