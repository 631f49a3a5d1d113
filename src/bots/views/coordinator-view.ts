import type { CoordinatorScreen } from '../../core/placement/screens.js'
import { dateWords } from '../../core/time/words.js'
import type { CaseRef } from './button-value.js'
import { actions, button, buttonsOf, safetyRow } from './buttons.js'
import { noteParts, wishParts } from './note-parts.js'
import { offerParts } from './offer-parts.js'
import { questionParts } from './question-parts.js'
import { reachParts } from './reach-parts.js'
import type { Part, View } from './view.js'
import type { ViewWords } from './view-words.js'

/** A coordinator's card of one request. */
export function coordinatorView(screen: CoordinatorScreen, ref: CaseRef, words: ViewWords): View {
  const code = screen.reference ?? screen.workingCode
  return {
    summary: 'A request has changed',
    parts: [
      { part: 'heading', text: code ? `Request ${code}` : 'Request without a code yet' },
      { part: 'status', tone: 'plain', words: screen.stateWords },
      {
        part: 'facts',
        facts: [
          ...(screen.reference && screen.workingCode
            ? [{ label: 'Working code', value: screen.workingCode }]
            : []),
          { label: 'Waits for', value: screen.waitingFor },
          { label: 'In this state since', value: dateWords(screen.enteredStateAt, words.zone) },
          { label: 'Last activity', value: dateWords(screen.lastActivityAt, words.zone) },
        ],
      },
      ...wishParts(screen.wishes),
      ...failing(screen.failingRules),
      ...(screen.reach ? reachParts(screen.reach) : []),
      ...undelivered(screen, ref),
      ...offerParts(screen.offers, ref, code, words),
      ...questionParts(screen.questions),
      ...(screen.facts.length > 0 ? [{ part: 'facts', facts: screen.facts } satisfies Part] : []),
      ...noteParts(screen.notes),
      ...actions([
        ...buttonsOf(screen.buttons, ref),
        button('show_access_log', ref),
        button('on_behalf', ref),
      ]),
      safetyRow(ref),
    ],
  }
}

/** What nobody was told, and what only a person can find out: the partner or colleague is asked first. */
function undelivered({ undelivered: lines, findings }: CoordinatorScreen, ref: CaseRef): Part[] {
  return [
    ...(lines.length > 0
      ? [
          {
            part: 'list' as const,
            title: 'Please tell them another way',
            items: lines.map((text) => ({ text })),
          },
        ]
      : []),
    ...(findings.includes('confirm_gone')
      ? [
          {
            part: 'status' as const,
            tone: 'urgent' as const,
            words: 'Something that was taken back may still stand there. Please ask those who might read it.',
          },
        ]
      : []),
    ...actions(findings.map((finding) => button(finding, ref))),
  ]
}

function failing(rules: string[]): Part[] {
  if (rules.length === 0) return []
  return [
    {
      part: 'list',
      title: 'Rules that are not met',
      items: rules.map((text) => ({ text: '', warnings: [text] })),
    },
  ]
}
