/** `npm run soak` runs the same tests at full size; `npm test` runs a fair sample of each. */
export const longRun = process.env.LONG_RUN !== undefined

/** How many of something a test does: in every test run, and in the long one. */
export function size(everyRun: number, long: number): number {
  return longRun ? long : everyRun
}
