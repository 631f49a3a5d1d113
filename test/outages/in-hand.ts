import type { Wrap } from '../../src/app/compose.js'

/** What the program has asked of the database and the platforms and not heard back from yet. */
export interface InHand {
  wrap: Wrap
  count(): number
}

/** Counts at the program's edges: nothing is under way only when nobody waits there. */
export function countInHand(): InHand {
  let count = 0
  const counting = <T>(answer: Promise<T>): Promise<T> => {
    count += 1
    return answer.finally(() => {
      count -= 1
    })
  }
  const wrap: Wrap = (name, edge) => {
    if (!COUNTED.includes(name)) return edge
    return new Proxy(edge, {
      get(target, key, receiver) {
        const value: unknown = Reflect.get(target, key, receiver)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          const answer: unknown = value.apply(target, args)
          return answer instanceof Promise ? counting(answer) : answer
        }
      },
    })
  }
  return { wrap, count: () => count }
}

const COUNTED: readonly string[] = ['store', 'chat', 'limits']
