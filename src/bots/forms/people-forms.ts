import type { Scheme } from '../../core/scheme/scheme-file.js'
import { choice, date, words } from './fields.js'
import type { Form } from './form.js'
import type { FormData } from './form-data.js'
import { simple } from './simple.js'

/** Forms that are not about one request. */

export function awayForm(_scheme: Scheme, { people = [] }: FormData): Form {
  return simple(
    'away',
    'Away dates',
    'Save',
    [
      date('from', 'First day away', { required: false }),
      date('to', 'Last day away', { required: false }),
      choice('deputyId', 'Who stands in', people, { required: false }),
    ],
    words('Leave all fields empty to say that you are back.'),
  )
}

export function intakeForm(): Form {
  return simple('intake', 'Intake', 'Save', [
    choice('intake', 'New referrals', [
      { id: 'open', label: 'Open' },
      { id: 'paused', label: 'Paused: enquiries only' },
      { id: 'closed', label: 'Closed' },
    ]),
  ])
}

/** Somebody who decides something has their account confirmed; the code is read out on the telephone. */
export function makeCodeForm(_scheme: Scheme, { people = [] }: FormData): Form {
  return simple(
    'make_code',
    'One-time code',
    'Make the code',
    [choice('personId', 'For whom?', people)],
    words(
      'Listed are named leads, their deputies, coordinators and scheme admins with an account that is not confirmed, or with none yet. Read the code out on the telephone, on the number in the directory: whoever runs their workspace must not be able to read it.',
    ),
  )
}

/** A coordinator records a step for somebody who is not on chat, and only on that person's word. */
export function onBehalfForm(_scheme: Scheme, { people = [], actions = [] }: FormData): Form {
  return simple(
    'on_behalf',
    'For somebody else',
    'Go on',
    [
      choice('personId', 'For whom?', people),
      choice('action', 'Which step?', actions),
      choice('confirmedBy', 'How did they tell you?', [
        { id: 'phone', label: 'By phone' },
        { id: 'email', label: 'By e-mail' },
        { id: 'in_person', label: 'In person' },
        { id: 'letter', label: 'By letter' },
      ]),
    ],
    words('Only with that person’s instruction. It is recorded as theirs, with your name.'),
  )
}
