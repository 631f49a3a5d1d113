import { approveForm } from '../../src/bots/forms/approve.js'
import type { FormMeta } from '../../src/bots/forms/form-meta.js'
import { renderModal } from '../../src/bots/slack/render/modal.js'
import { systemIds } from '../../src/store/ids.js'
import type { PreparedCase } from './cases.js'
import { userOf, type World } from './world.js'

/** What Slack sends when a lead has ticked "identity confirmed" and presses Approve. */
export function approveClick({ scheme }: World, { card }: PreparedCase): string {
  const officers = [{ name: 'Name of officer', organisation: 'Name of agency', phone: '+442079460101' }]
  const form = approveForm(scheme, { officers })
  const meta: FormMeta = {
    form: 'approve',
    step: form.steps[0].id,
    formKey: systemIds.ordered(),
    schemeId: scheme.id,
    ref: { kind: 'placement', placementId: card.id, revision: card.wanted },
  }
  const team = { id: card.conversation.tenant, domain: 'bench' }
  const user = userOf(card.personId ?? '')
  const ticked = { text: { type: 'plain_text', text: 'Yes' }, value: 'yes' }
  const payload = {
    type: 'view_submission',
    team,
    user: { id: user, username: 'lead', name: 'lead', team_id: team.id },
    api_app_id: 'A0BENCH',
    token: 'not used',
    trigger_id: '1.2.3',
    enterprise: null,
    is_enterprise_install: false,
    view: {
      ...renderModal(form, meta),
      id: 'V0BENCH',
      team_id: team.id,
      hash: '1.2',
      root_view_id: 'V0BENCH',
      previous_view_id: null,
      app_id: 'A0BENCH',
      external_id: '',
      app_installed_team_id: team.id,
      bot_id: 'B0BENCH',
      clear_on_close: false,
      notify_on_close: false,
      state: {
        values: {
          identityConfirmed: { identityConfirmed: { type: 'checkboxes', selected_options: [ticked] } },
        },
      },
    },
    response_urls: [],
  }
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
}
