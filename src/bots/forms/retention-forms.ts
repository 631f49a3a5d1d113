import { date, NO_NAMES, text, tick, words } from './fields.js'
import type { Form } from './form.js'
import { simple } from './simple.js'

/** Forms about what an ended request still holds (D15). */

export function holdErasureForm(): Form {
  return simple(
    'hold_erasure',
    'Keep its content',
    'Keep it',
    [
      text('why', 'Why does it have to be kept?', { hint: NO_NAMES }),
      date('reviewOn', 'Day of review', { hint: 'At most a year away. You are reminded then.' }),
    ],
    words('Nothing of it is erased until a coordinator ends this hold.'),
  )
}

export function eraseForm(): Form {
  return simple(
    'erase',
    'Erase its content',
    'Erase for good',
    [tick('understood', 'I have understood that this cannot be undone', { required: true })],
    words(
      'Form, offers, notes and every message about it disappear. Reference, dates, outcome and counts stay, and so do moves and the ledger.',
    ),
  )
}
