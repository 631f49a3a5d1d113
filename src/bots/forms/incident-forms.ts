import { REPORTING } from '../../core/incident/decide-reporting.js'
import { choice, NO_NAMES, text, words } from './fields.js'
import type { Form } from './form.js'
import { simple } from './simple.js'

/** Forms about something that reached somebody it should not (section 7). */

export function openIncidentForm(): Form {
  return simple(
    'open_incident',
    'Open an incident',
    'Open it',
    [text('what', 'What reached whom?', { hint: NO_NAMES })],
    words(
      'A notice is taken back with “Recall”, which opens the incident too. The nominating officer is told at once; please phone.',
    ),
  )
}

export function decideReportingForm(): Form {
  return simple(
    'decide_reporting',
    'Decide on reporting',
    'Record it',
    [choice('reporting', 'What is decided?', REPORTING), text('why', 'Why?', { hint: NO_NAMES })],
    words('The report itself is made outside this program.'),
  )
}
