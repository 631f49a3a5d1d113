import type { NoticeScreen } from '../../core/placement/screens.js'
import type { CaseRef } from './button-value.js'
import { actions, button, safetyRow } from './buttons.js'
import type { View } from './view.js'
import type { ViewWords } from './view-words.js'

/**
 * What a partner's channel shows. Whatever ended it, a notice that is over reads "Not available" and
 * nothing else, so that no partner learns more from how it went (P2).
 */
export function noticeView(
  screen: NoticeScreen,
  ref: Extract<CaseRef, { kind: 'placement' }>,
  words: ViewWords,
): View {
  const reference = { label: 'Reference', value: screen.partnerReference }
  if (screen.status === 'not_available')
    return {
      summary: 'A notice has changed',
      parts: [
        { part: 'heading', text: 'Home needed' },
        { part: 'status', tone: 'ended', words: words.notAvailable },
        { part: 'facts', facts: [reference] },
        safetyRow(ref),
      ],
    }
  return {
    summary: 'A new notice',
    parts: [
      { part: 'heading', text: 'Home needed' },
      {
        part: 'facts',
        facts: [
          reference,
          { label: 'Bedrooms', value: bedroomWords(screen) },
          { label: 'Tenancy', value: screen.tenancyNeeded },
          {
            label: 'Areas',
            value: screen.areas.length > 0 ? screen.areas.join(', ') : words.offerAndWeCheck,
          },
          ...needs(screen.propertyNeeds),
        ],
      },
      ...actions([button('open_details', ref), button('make_offer', ref)]),
      safetyRow(ref),
    ],
  }
}

function bedroomWords({ bedrooms, orMoreBedrooms, acceptOneFewer }: NoticeScreen): string {
  const words = orMoreBedrooms ? `${bedrooms} or more` : String(bedrooms)
  return acceptOneFewer && bedrooms > 1 ? `${words}, or one fewer` : words
}

function needs(propertyNeeds: string[]) {
  return propertyNeeds.length > 0 ? [{ label: 'The home needs', value: propertyNeeds.join('\n') }] : []
}
