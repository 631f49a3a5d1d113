import type { OfferScreen } from '../../core/placement/screens.js'
import { dateWords } from '../../core/time/words.js'
import type { CaseRef } from './button-value.js'
import { actions, buttonsOf, safetyRow } from './buttons.js'
import type { Tone, View } from './view.js'
import type { ViewWords } from './view-words.js'

const TONES: Readonly<Record<OfferScreen['status'], Tone>> = {
  waiting: 'waiting',
  passed_on: 'waiting',
  viewing: 'waiting',
  accepted: 'good',
  tenancy_started: 'good',
  not_taken_up: 'ended',
  withdrawn: 'ended',
  released: 'ended',
}

/** A housing officer's card of one own offer. */
export function offerView(screen: OfferScreen, ref: CaseRef, words: ViewWords): View {
  return {
    summary: 'News of one of your offers',
    parts: [
      { part: 'heading', text: `Your offer ${screen.propertyNumber}` },
      { part: 'status', tone: TONES[screen.status], words: screen.words },
      {
        part: 'facts',
        facts: [
          { label: 'For', value: screen.partnerReference },
          { label: 'Home', value: screen.home },
          ...date('Answer by', screen.answerBy, words),
          ...date('Viewing', screen.viewingAt, words),
          ...contact(screen.contact),
        ],
      },
      ...actions(buttonsOf(screen.buttons, ref)),
      safetyRow(ref),
    ],
  }
}

function date(label: string, at: string | null, { zone }: ViewWords) {
  return at ? [{ label, value: dateWords(at, zone) }] : []
}

function contact(person: OfferScreen['contact']) {
  return person ? [{ label: 'Nominating officer', value: `${person.name}, ${person.phone}` }] : []
}
