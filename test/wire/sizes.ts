import { size } from '../support/long-run.js'

export const PARTNERS = size(24, 80)
export const CIRCULATIONS_A_DAY = size(5, 10)

/** `WIRE_SEED=17` repeats one day alone. */
const alone = process.env.WIRE_SEED
export const SEEDS =
  alone === undefined ? Array.from({ length: size(4, 100) }, (_, index) => index + 1) : [Number(alone)]
