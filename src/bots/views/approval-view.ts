import type { ApprovalScreen } from '../../core/placement/screens.js'
import { dateWords, dayWords } from '../../core/time/words.js'
import type { CaseRef } from './button-value.js'
import { actions, buttonsOf, safetyRow } from './buttons.js'
import { questionParts } from './question-parts.js'
import type { Part, View } from './view.js'
import type { ViewWords } from './view-words.js'

/** A named lead's card: all facts while it waits, afterwards only that it was decided. */
export function approvalView(screen: ApprovalScreen, ref: CaseRef, words: ViewWords): View {
  const { state } = screen
  return {
    summary: state.kind === 'pending' ? 'An approval waits for you' : 'An approval request has changed',
    parts: [
      { part: 'heading', text: `Approval ${screen.workingCode}` },
      ...(screen.landlord ? [{ part: 'note' as const, text: screen.landlord }] : []),
      ...(state.kind === 'pending'
        ? pendingParts(state, words)
        : [{ part: 'status', tone: 'ended', words: state.words } satisfies Part]),
      ...actions(buttonsOf(screen.buttons, ref)),
      safetyRow(ref),
    ],
  }
}

type Pending = Extract<ApprovalScreen['state'], { kind: 'pending' }>

function pendingParts(state: Pending, words: ViewWords): Part[] {
  const panel = state.panelOn ? ` With your panel until ${dayWords(state.panelOn, words.zone)}.` : ''
  return [
    {
      part: 'status',
      tone: 'waiting',
      words: `Waiting for your decision since ${dateWords(state.askedAt, words.zone)}.${panel}`,
    },
    ...state.officers.map(
      (officer): Part => ({
        part: 'text',
        text: words.phoneForTheName
          .replaceAll('{nominatingOfficer}', `${officer.name} (${officer.organisation})`)
          .replaceAll('{phone}', officer.phone),
      }),
    ),
    { part: 'facts', facts: state.facts },
    ...questionParts(state.questions),
  ]
}
