import type { Scheme } from '../../core/scheme/scheme-file.js'
import { ACTION_LABELS } from '../views/action-labels.js'
import type { BotAction } from '../views/bot-action.js'
import { approveForm } from './approve.js'
import {
  changeRequestForm,
  confirmTenancyStartForm,
  correctLandlordForm,
  nameOfficersForm,
  releaseForm,
  sendToPanelForm,
  setExclusionForm,
} from './case-forms.js'
import { declineForm } from './decline.js'
import { enquiryForm } from './enquiry.js'
import type { Form } from './form.js'
import type { FormData } from './form-data.js'
import type { FormId } from './form-id.js'
import { decideReportingForm, openIncidentForm } from './incident-forms.js'
import { arrangeViewingForm, checkAreaForm, chooseOfferForm, makeOfferForm } from './offer-forms.js'
import {
  answerQuestionsForm,
  askForChangeForm,
  askQuestionForm,
  askToCloseForm,
  returnForInformationForm,
} from './one-text-forms.js'
import { awayForm, intakeForm, makeCodeForm, onBehalfForm } from './people-forms.js'
import * as why from './reason-forms.js'
import { recordHousingMovesForm } from './record-housing-moves.js'
import { referForm } from './refer.js'
import { eraseForm, holdErasureForm } from './retention-forms.js'

const FORMS: Readonly<Record<FormId, (scheme: Scheme, data: FormData) => Form>> = {
  refer: referForm,
  enquiry: enquiryForm,
  away: awayForm,
  intake: intakeForm,
  make_code: makeCodeForm,
  on_behalf: onBehalfForm,
  end_enquiry: why.endEnquiryForm,
  return_for_information: returnForInformationForm,
  answer_questions: answerQuestionsForm,
  correct_landlord: correctLandlordForm,
  approve: approveForm,
  decline: declineForm,
  ask_question: askQuestionForm,
  send_to_panel: sendToPanelForm,
  withdraw_approval: why.withdrawApprovalForm,
  release: releaseForm,
  recall: why.recallForm,
  ask_for_change: askForChangeForm,
  change_request: changeRequestForm,
  set_exclusion: setExclusionForm,
  name_officers: nameOfficersForm,
  make_offer: makeOfferForm,
  check_area: checkAreaForm,
  choose_offer: chooseOfferForm,
  arrange_viewing: arrangeViewingForm,
  refuse_offer: why.refuseOfferForm,
  report_compromised: why.reportCompromisedForm,
  withdraw_offer: why.withdrawOfferForm,
  close_offer_cap: why.closeOfferCapForm,
  fall_through: why.fallThroughForm,
  confirm_tenancy_start: confirmTenancyStartForm,
  reverse_move: why.reverseMoveForm,
  record_housing_moves: recordHousingMovesForm,
  hold: why.holdForm,
  resume: why.resumeForm,
  ask_to_close: askToCloseForm,
  close: why.closeForm,
  reopen: why.reopenForm,
  open_incident: openIncidentForm,
  decide_reporting: decideReportingForm,
  hold_erasure: holdErasureForm,
  erase: eraseForm,
}

/** The form of that id, with the choices of this scheme. */
export function buildForm(id: FormId, scheme: Scheme, data: FormData = {}): Form {
  return FORMS[id](scheme, data)
}

/** The form that a press opens; null when the press acts at once. */
export function formOf(action: BotAction): FormId | null {
  return ACTION_LABELS[action].form
}
