import { writeSync } from 'node:fs'
import type { EdgeName, Wrap } from '../../src/app/compose.js'
import type { PlacementRecord } from '../../src/core/placement/placement.js'
import type { Mark, PlacementResult } from '../../src/core/ports.js'

/** How far a message had got that was never recorded as posted: nobody knows from the database whether it stands. */
export type Progress = 'claimed' | 'posting' | 'posted'

/** What a process was doing when it was killed. */
export interface Interruption {
  point: string
  /** Messages not posted before, by their placement. */
  underWay: Readonly<Record<string, Progress>>
}

/** Where a process is killed: at the n-th point from now, or at the first one of a name. */
export type KillAt = number | string | null

export interface Points {
  wrap: Wrap
  /** Counts anew. */
  arm(at: KillAt): void
  /** Names of the points since then, in order. */
  passed(): string[]
  /** Calls that have not come back. */
  inHand(): number
}

/**
 * Every call of every edge has a point before it and one after it. What is under way is told synchronously to `tellTo`
 * before the process kills itself: nothing else of it survives.
 */
export function createPoints(tellTo: number): Points {
  const following = follow()
  const passed: string[] = []
  let killAt: KillAt = null
  let inHand = 0

  const point = (name: string) => {
    passed.push(name)
    if (killAt !== passed.length && killAt !== name) return
    writeSync(tellTo, JSON.stringify({ point: name, underWay: following.underWay() } satisfies Interruption))
    process.kill(process.pid, 'SIGKILL')
  }
  const call = (name: string, run: () => unknown, args: unknown[]) => {
    const back = following.of(name, args)
    const after = (result?: unknown) => {
      inHand -= 1
      if (result !== undefined) back(result)
      point(`${name}:after`)
    }
    inHand += 1
    point(`${name}:before`)
    const result = run()
    if (!(result instanceof Promise)) {
      after()
      return result
    }
    return result.then(
      (value: unknown) => {
        after(value)
        return value
      },
      (error: unknown) => {
        after()
        throw error
      },
    )
  }
  return {
    wrap: (edgeName, edge) => between(edgeName, edge, call),
    arm(at) {
      passed.length = 0
      killAt = at
    },
    passed: () => [...passed],
    inHand: () => inHand,
  }
}

type Call = (name: string, run: () => unknown, args: unknown[]) => unknown

function between<T extends object>(edgeName: EdgeName, edge: T, call: Call): T {
  return new Proxy(edge, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => call(`${edgeName}.${String(key)}`, () => value.apply(target, args), args)
    },
  })
}

/** Messages from their claim, while nothing of them stands anywhere, until what became of them is recorded. */
function follow() {
  const asked = new Map<string, string[]>()
  const progress = new Map<string, Progress>()
  const nothing = () => undefined
  return {
    underWay(): Interruption['underWay'] {
      const mayBeClaimed = [...asked.values()].flat().map((id) => [id, 'claimed'] as const)
      return Object.fromEntries([...mayBeClaimed, ...progress])
    },
    /** Called before a call; what it gives is called with the result of it. */
    of(name: string, args: unknown[]): (result: unknown) => void {
      if (name === 'store.claimPlacements') {
        const [ids, token] = args as [string[], string]
        asked.set(token, ids)
        return (claimed) => {
          asked.delete(token)
          for (const { id, message } of claimed as PlacementRecord[])
            if (message === null) progress.set(id, 'claimed')
        }
      }
      if (name === 'chat.post') {
        const { placementId } = args[2] as Mark
        progress.set(placementId, 'posting')
        return () => progress.set(placementId, 'posted')
      }
      if (name === 'store.completePlacement') {
        const { id } = args[0] as PlacementResult
        return () => progress.delete(id)
      }
      return nothing
    },
  }
}
