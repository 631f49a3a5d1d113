import { AdaptiveCard, ChoiceSetInput, type Input } from 'adaptivecards'
import type { Dict } from '../../../standins/botframework/index.js'
import type { CardAction, TeamsValues } from '../../page-types.js'
import { isRecord } from '../block-parts.js'
import { teamsHost } from './host-config.js'
import { teamsMarkdown } from './markdown.js'

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = teamsMarkdown(text)
  result.didProcess = true
}

export type PressCard = (action: CardAction, values: TeamsValues) => void

/** A card drawn by the official library, with what happens when somebody presses one of its buttons. */
export function drawCard(card: Dict, press: PressCard): HTMLElement | undefined {
  const drawing = new AdaptiveCard()
  const actions: CardAction[] = []
  drawing.hostConfig = teamsHost
  drawing.parse(numbered(card, actions))
  drawing.onExecuteAction = ({ id }) => {
    const action = actions[Number(id)]
    if (action) press(action, Object.fromEntries(drawing.getAllInputs().map(typedIn)))
  }
  const drawn = drawing.render()
  for (const input of drawing.getAllInputs())
    if (input instanceof ChoiceSetInput && input.isMultiSelect && input.isCompact)
      input.renderedElement?.classList.add('menu-of-several')
  return drawn
}

/** The library hands back an object of its own: a number leads to the button as the card has it. */
function numbered(card: Dict, actions: CardAction[]): unknown {
  return JSON.parse(
    JSON.stringify(card, (key, value: unknown) => {
      if (!isRecord(value) || typeof value.type !== 'string' || !value.type.startsWith('Action.'))
        return value
      // What stands in for a button in older clients is the same button.
      if (key === 'fallback') return undefined
      if (value.type === 'Action.ShowCard') return value
      const { type, title, verb, data } = value
      actions.push({
        type,
        ...(typeof title === 'string' && { title }),
        ...(typeof verb === 'string' && { verb }),
        ...(data !== undefined && { data }),
      })
      return { ...value, id: String(actions.length - 1) }
    }),
  )
}

function typedIn(input: Input): [string, TeamsValues[string]] {
  const value: unknown = input.value
  const id = String(input.id)
  if (value === undefined || value === null || value === '') return [id, null]
  if (input instanceof ChoiceSetInput && input.isMultiSelect) return [id, String(value).split(',')]
  return [id, typeof value === 'number' ? value : String(value)]
}
