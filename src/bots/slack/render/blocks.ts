import type { HomeView, KnownBlock, ModalView } from '@slack/types'
import { cut } from '../../views/shorten.js'
import type { View } from '../../views/view.js'
import { drawFitting } from './fit.js'
import { LIMITS } from './limits.js'
import { plain } from './text.js'

/** A message: the neutral summary for the notification, and everything else as blocks. */
export function renderMessage(view: View): { text: string; blocks: KnownBlock[] } {
  return { text: cut(view.summary, LIMITS.summary), blocks: drawFitting(view.parts, 'message') }
}

export function renderHome(view: View): HomeView {
  return { type: 'home', blocks: drawFitting(view.parts, 'home') }
}

/** A page to read in a modal, such as the details of a notice. */
export function renderViewModal(view: View, title: string, metadata?: string): ModalView {
  return {
    type: 'modal',
    title: plain(title, LIMITS.modalTitle),
    close: plain('Close', LIMITS.modalTitle),
    ...(metadata !== undefined && { private_metadata: metadata }),
    blocks: drawFitting(view.parts, 'modal'),
  }
}
