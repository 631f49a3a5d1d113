import { acceptOffer } from './accept-offer.js'
import { arrangeViewing } from './arrange-viewing.js'
import { checkArea } from './check-area.js'
import { chooseOffer } from './choose-offer.js'
import { closeOfferCap } from './close-offer-cap.js'
import { fallThrough } from './fall-through.js'
import { keepOffer } from './keep-offer.js'
import { lapseOffer } from './lapse-offer.js'
import { makeOffer } from './make-offer.js'
import { recordViewing } from './record-viewing.js'
import { refuseOffer } from './refuse-offer.js'
import { releaseOffer } from './release-offer.js'
import { reportCompromised } from './report-compromised.js'
import { withdrawOffer } from './withdraw-offer.js'

/** Every step of an offer's life. */
export const OFFER_STEPS = [
  makeOffer,
  checkArea,
  chooseOffer,
  arrangeViewing,
  recordViewing,
  acceptOffer,
  refuseOffer,
  reportCompromised,
  lapseOffer,
  withdrawOffer,
  keepOffer,
  releaseOffer,
  closeOfferCap,
  fallThrough,
]
