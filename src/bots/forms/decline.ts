import type { Scheme } from '../../core/scheme/scheme-file.js'
import { phoneForTheName } from './approve.js'
import { areas, choice, date, reason, tick, words } from './fields.js'
import type { Form } from './form.js'
import type { FormData } from './form-data.js'
import { simple } from './simple.js'

/** Declining, with a reason. Missing facts are a question and no reason to decline [S25]. */
export function declineForm(scheme: Scheme, data: FormData): Form {
  return simple(
    'decline',
    'Decline',
    'Decline',
    [
      ...reason(scheme, 'declined'),
      tick('identityConfirmed', scheme.texts.identityConfirmedTick, { required: true }),
      choice('safeArea', `Own stock: in which ${scheme.words.area.one}?`, areas(scheme), {
        required: false,
        hint: 'Only where the need can be met in your own stock.',
      }),
      date('expectedDate', 'Own stock: by when?', { required: false }),
      tick('linkChecked', 'We have checked whether this is linked to the abuse or exploitation', {
        hint: 'Only for possession or anti-social behaviour action.',
      }),
    ],
    words('If facts are missing, close this and press "Ask a question" instead.'),
    ...phoneForTheName(scheme, data),
  )
}
