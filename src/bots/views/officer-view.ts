import type { OfficerScreen } from '../../core/placement/screens.js'
import { dateWords } from '../../core/time/words.js'
import type { CaseRef } from './button-value.js'
import { actions, buttonsOf, safetyRow } from './buttons.js'
import { noteParts, wishParts } from './note-parts.js'
import { offerParts } from './offer-parts.js'
import { questionParts } from './question-parts.js'
import type { View } from './view.js'
import type { ViewWords } from './view-words.js'

/** A nominating officer's card of one own request, with words that can be read to the applicant as they stand. */
export function officerView(screen: OfficerScreen, ref: CaseRef, words: ViewWords): View {
  const code = screen.reference ?? screen.workingCode
  return {
    summary: 'News of one of your requests',
    parts: [
      { part: 'heading', text: code ? `Your request ${code}` : 'Your draft' },
      { part: 'status', tone: 'plain', words: screen.stateWords },
      {
        part: 'facts',
        facts: [
          ...(screen.reference && screen.workingCode
            ? [{ label: 'Working code', value: screen.workingCode }]
            : []),
          { label: 'Waits for', value: screen.waitingFor },
          { label: 'Last activity', value: dateWords(screen.lastActivityAt, words.zone) },
        ],
      },
      { part: 'text', title: 'To read to the applicant', text: screen.honestWords },
      ...questionParts(screen.questions),
      ...wishParts(screen.wishes),
      ...offerParts(screen.offers, ref, code, words),
      ...(screen.facts.length > 0 ? [{ part: 'facts' as const, facts: screen.facts }] : []),
      ...noteParts(screen.notes),
      ...actions(buttonsOf(screen.buttons, ref)),
      safetyRow(ref),
    ],
  }
}
