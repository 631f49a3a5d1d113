import { HostConfig } from 'adaptivecards'

const INK = '#242424'
const SOFT = '#616161'

/** Sizes and colours like those of Teams in its light theme, the signal colours dark enough to read. */
const colours = {
  default: { default: INK, subtle: SOFT },
  dark: { default: INK, subtle: SOFT },
  light: { default: '#ffffff', subtle: '#e0e0e0' },
  accent: { default: '#4f52b2', subtle: '#5b5fc7' },
  good: { default: '#0e700e', subtle: '#237b4b' },
  warning: { default: '#835b00', subtle: '#8a6d1a' },
  attention: { default: '#b10e1c', subtle: '#c4314b' },
}

export const teamsHost = new HostConfig({
  fontFamily: 'inherit',
  supportsInteractivity: true,
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 300, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  spacing: { none: 0, small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#e0e0e0' },
  containerStyles: {
    default: { backgroundColor: '#ffffff', foregroundColors: colours },
    emphasis: { backgroundColor: '#f5f5f5', foregroundColors: colours },
  },
  textStyles: { heading: { size: 'large', weight: 'bolder' } },
  factSet: {
    title: { size: 'default', weight: 'bolder', wrap: true, maxWidth: 170 },
    value: { size: 'default', wrap: true },
    spacing: 16,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', spacing: 'small' },
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 8, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  adaptiveCard: { allowCustomStyle: true },
})
