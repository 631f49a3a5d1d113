import { later } from './choices.js'
import type { Told } from './deeds.js'
import { Doing } from './doing.js'
import { comeToRest, type Life } from './lives.js'

export class Wait extends Doing {
  constructor(readonly hours: number) {
    super()
  }

  protected async act(_told: Told, life: Life): Promise<void> {
    life.story.push(`${this.hours} hours pass`)
    await passTime(life, later(life.now, this.hours))
  }
}

/** The program stops and starts again, Redis forgets everything, or what is due is looked for. */
export const DISTURBANCES = ['restart', 'restart and flush', 'flush', 'sweep'] as const

export class Disturb extends Doing {
  constructor(readonly how: (typeof DISTURBANCES)[number]) {
    super()
  }

  protected async act(_told: Told, life: Life): Promise<void> {
    const { world, services } = life.place
    life.story.push(this.how)
    if (this.how.startsWith('restart'))
      await world.restart(async (redis) => {
        if (this.how === 'restart and flush') await redis.flush()
      })
    if (this.how === 'flush') await services.flush()
    if (this.how === 'sweep') await world.app.sweep()
    if (this.how.includes('restart')) life.tally.restart += 1
    if (this.how.includes('flush')) life.tally.flush += 1
  }
}

/** Whoever is sending is let finish: a clock that jumps would end their lease. */
export async function passTime(life: Life, until: Date): Promise<void> {
  await comeToRest(life.place)
  await life.place.world.moveTo(until)
}
