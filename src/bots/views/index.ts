import type { Screen } from '../../core/placement/screens.js'
import { approvalView } from './approval-view.js'
import type { CaseRef } from './button-value.js'
import { coordinatorView } from './coordinator-view.js'
import { detailsView } from './details-view.js'
import { homeView } from './home-view.js'
import { listView } from './list-view.js'
import { messageView } from './message-view.js'
import { noticeView } from './notice-view.js'
import { offerView } from './offer-view.js'
import { officerView } from './officer-view.js'
import { pageView } from './page-view.js'
import type { View } from './view.js'
import type { ViewWords } from './view-words.js'

/** The typed meaning of a screen, the same for every platform. */
export function viewOf(screen: Screen, ref: CaseRef, words: ViewWords): View {
  switch (screen.screen) {
    case 'notice':
      // A notice stands in a shared room, where a request id would let partners join theirs.
      if (ref.kind !== 'placement') throw new Error('a notice can only stand on its placement')
      return noticeView(screen, ref, words)
    case 'details':
      return detailsView(screen, ref)
    case 'approval_card':
      return approvalView(screen, ref, words)
    case 'officer_card':
      return officerView(screen, ref, words)
    case 'coordinator_card':
      return coordinatorView(screen, ref, words)
    case 'offer_card':
      return offerView(screen, ref, words)
    case 'message':
      return messageView(screen, ref)
    case 'home':
      return homeView(screen, ref, words)
    case 'list':
      return listView(screen, ref, words)
    case 'page':
      return pageView(screen)
  }
}
