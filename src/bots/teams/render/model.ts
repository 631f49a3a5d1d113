/** The part of Adaptive Cards 1.5 that we draw with. */

export interface AdaptiveCard {
  type: 'AdaptiveCard'
  /** Needed on a card of its own; a card that a button unfolds has none. */
  version?: '1.5'
  $schema?: string
  fallbackText?: string
  msteams?: { width: 'Full' }
  body: CardElement[]
  actions?: CardButton[]
}

export type CardElement = TextBlock | RichTextBlock | FactSet | Image | Container | ActionSet | CardInput

interface Placed {
  separator?: true
  spacing?: 'none' | 'small' | 'medium' | 'large'
}

export type Colour = 'good' | 'warning' | 'attention' | 'accent'

export interface TextBlock extends Placed {
  type: 'TextBlock'
  text: string
  wrap: true
  style?: 'heading'
  size?: 'medium' | 'large'
  weight?: 'bolder'
  color?: Colour
}

export interface RichTextBlock extends Placed {
  type: 'RichTextBlock'
  inlines: TextRun[]
}

export interface TextRun {
  type: 'TextRun'
  text: string
  weight?: 'bolder'
  color?: Colour
  isSubtle?: true
  size?: 'small' | 'medium'
}

export interface FactSet extends Placed {
  type: 'FactSet'
  facts: { title: string; value: string }[]
}

export interface Image extends Placed {
  type: 'Image'
  url: string
  altText: string
  size: 'stretch'
}

export interface Container extends Placed {
  type: 'Container'
  items: CardElement[]
}

export interface ActionSet extends Placed {
  type: 'ActionSet'
  actions: CardButton[]
}

export type CardButton = Execute | Submit | ShowCard

interface Pressed {
  title: string
  style?: 'positive' | 'destructive'
}

export interface Execute extends Pressed {
  type: 'Action.Execute'
  /** Without it a press does nothing, and says nothing. */
  verb: string
  data: ButtonData
  /** For clients that do not know Execute. */
  fallback: Submit
}

export interface Submit extends Pressed {
  type: 'Action.Submit'
  data: ButtonData
}

export interface ShowCard extends Pressed {
  type: 'Action.ShowCard'
  card: AdaptiveCard
}

/** What comes back with a press. Teams adds the inputs of the card, by their ids. */
export interface ButtonData {
  /** Makes Teams ask for a dialog. */
  msteams?: { type: 'task/fetch' }
  press?: string
  form?: string
  step?: string
}

export type CardInput = TextInput | NumberInput | DateInput | TimeInput | ToggleInput | ChoiceSet

interface Input extends Placed {
  id: string
  label: string
}

export interface TextInput extends Input {
  type: 'Input.Text'
  isMultiline?: true
  value?: string
}

export interface NumberInput extends Input {
  type: 'Input.Number'
  value?: number
}

export interface DateInput extends Input {
  type: 'Input.Date'
  value?: string
}

export interface TimeInput extends Input {
  type: 'Input.Time'
  value?: string
}

export interface ToggleInput extends Placed {
  type: 'Input.Toggle'
  id: string
  /** Stands beside the box, and is its label. */
  title: string
  wrap: true
  value: 'true' | 'false'
}

export interface ChoiceSet extends Input {
  type: 'Input.ChoiceSet'
  style: 'expanded' | 'compact' | 'filtered'
  isMultiSelect?: true
  wrap: true
  placeholder?: string
  choices: { title: string; value: string }[]
  /** Several are joined by commas. */
  value?: string
}
