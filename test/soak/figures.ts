/** What was read off the program and its services at one moment at rest. */
export interface Sample {
  /** Minutes since the first. */
  minute: number
  requests: number
  /** Bytes that are left when everything that can be collected was. */
  heap: number
  /** Resident bytes of the process. */
  resident: number
  redisKeys: number
  /** Those of them that do not go by themselves. */
  lastingKeys: number
  redisBytes: number
  /** Rows that are due and not done. */
  pending: number
}

/** The samples as lines to be printed, and by how much memory grew from the second quarter to the last. */
export function figuresOf(samples: readonly Sample[]): { lines: string[]; growth: number } {
  const quarter = Math.max(1, Math.floor(samples.length / 4))
  const early = median(samples.slice(quarter, 2 * quarter).map(({ heap }) => heap))
  const late = median(samples.slice(-quarter).map(({ heap }) => heap))
  const growth = late / early
  return {
    lines: [
      'minute  requests  heap MB  resident MB  Redis keys  lasting  Redis MB  pending rows',
      ...samples.map((each) =>
        [
          each.minute.toFixed(1).padStart(6),
          String(each.requests).padStart(8),
          mb(each.heap).padStart(7),
          mb(each.resident).padStart(11),
          String(each.redisKeys).padStart(10),
          String(each.lastingKeys).padStart(7),
          mb(each.redisBytes).padStart(8),
          String(each.pending).padStart(12),
        ].join('  '),
      ),
      `heap in the last quarter / in the second: ${growth.toFixed(3)}`,
    ],
    growth,
  }
}

function mb(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1)
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
