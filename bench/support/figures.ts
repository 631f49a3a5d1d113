/** One promise about the program's speed or size, and whether it was kept. */
export interface Verdict {
  what: string
  ratio: number
  limit: { atLeast: number } | { atMost: number }
}

export function isKept({ ratio, limit }: Verdict): boolean {
  return 'atLeast' in limit ? ratio >= limit.atLeast : ratio <= limit.atMost
}

export function verdictLine(verdict: Verdict): string {
  const { what, ratio, limit } = verdict
  const bound = 'atLeast' in limit ? `at least ${limit.atLeast}` : `at most ${limit.atMost}`
  return `  ${what}: ${ratio.toFixed(2)} (${bound})  ${isKept(verdict) ? 'kept' : 'MISSED'}`
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Nearest rank: a value that was measured, never one between two. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}
