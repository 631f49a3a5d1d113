import type {
  ActionSet,
  AdaptiveCard,
  ButtonData,
  CardButton,
  CardElement,
  CardInput,
} from '../../../src/bots/teams/render/model.js'

/** Inputs of a card in their order. */
export function inputsOf(card: AdaptiveCard): CardInput[] {
  return elementsOf(card).filter((element): element is CardInput => element.type.startsWith('Input.'))
}

/** Buttons in their order; one that unfolds a question is the button below the question. */
export function buttonsOf(card: AdaptiveCard): Exclude<CardButton, { type: 'Action.ShowCard' }>[] {
  const sets = elementsOf(card).filter((element): element is ActionSet => element.type === 'ActionSet')
  return [...sets.flatMap(({ actions }) => actions), ...(card.actions ?? [])].flatMap((button) =>
    button.type === 'Action.ShowCard' ? buttonsOf(button.card) : [button],
  )
}

export function dataOf(card: AdaptiveCard): ButtonData[] {
  return buttonsOf(card).map(({ data }) => data)
}

/** Every text on a card that Teams reads as markdown. */
export function markdownIn(card: AdaptiveCard): string[] {
  return elementsOf(card).flatMap((element) => {
    if (element.type === 'TextBlock') return [element.text]
    if (element.type === 'FactSet') return element.facts.flatMap(({ title, value }) => [title, value])
    if (element.type === 'Input.Toggle') return [element.title]
    if (element.type === 'Input.ChoiceSet' && element.style === 'expanded')
      return element.choices.map(({ title }) => title)
    return []
  })
}

/** Every text that is shown as it stands. */
export function plainIn(card: AdaptiveCard): string[] {
  return elementsOf(card).flatMap((element) =>
    element.type === 'RichTextBlock' ? element.inlines.map(({ text }) => text) : [],
  )
}

/** What Teams merges into the data of a button when nobody touched anything: every input, empty ones as ''. */
export function untouched(card: AdaptiveCard): Record<string, string> {
  return Object.fromEntries(inputsOf(card).map(({ id, value }) => [id, String(value ?? '')]))
}

export function elementsOf(card: AdaptiveCard): CardElement[] {
  return card.body.flatMap((element) =>
    element.type === 'Container' ? [element, ...element.items] : [element],
  )
}
