import { confirmTenancyStart } from './confirm-tenancy-start.js'
import { moveAgain } from './move-again.js'
import { recordHousingMoves } from './record-housing-moves.js'
import { reverseMove } from './reverse-move.js'

/** The tenancy and what may follow it. */
export const MOVE_STEPS = [confirmTenancyStart, reverseMove, recordHousingMoves, moveAgain]
