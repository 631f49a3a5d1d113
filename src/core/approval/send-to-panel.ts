import { z } from 'zod'
import { day } from '../request/form-fields.js'
import { defineStep } from '../request/step.js'
import { dayWords } from '../time/words.js'
import { workingTime } from '../time/working-time.js'

/** The landlord's own panel decides, on a day that is compulsory and not far away. */
export const sendToPanel = defineStep({
  action: 'send_to_panel',
  input: () => z.object({ panelDate: day() }),
  decide({ scheme }, { panelDate }, { now }) {
    const time = workingTime(scheme)
    const most = scheme.rules.approval.panelMaxWorkingDays
    const away = time.workingDaysBetween(now, time.atLocal(panelDate, '12:00'))
    if (panelDate < time.localDate(now) || away > most) {
      return {
        refused: 'panel_date',
        field: 'panelDate',
        say: `Please give a day from today on, at most ${most} working days away.`,
      }
    }
    return {
      say: `With your panel. We ask for the outcome after ${dayWords(panelDate, scheme.timezone)}.`,
      request: { panelOn: panelDate },
    }
  },
})
