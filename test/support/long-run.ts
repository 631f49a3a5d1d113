/** `npm run soak` runs the same tests at full size; `npm test` runs a fair sample of each. */
export const longRun = process.env.LONG_RUN !== undefined

/** Every run tries the same random values, so that a change is judged by what it changed; the long run tries new ones. */
export const SEED = Number(
  process.env.RANDOM_SEED ?? (longRun ? Math.floor(Math.random() * 2 ** 31) : 20_261_128),
)

/** How many of something a test does: in every test run, and in the long one. */
export function size(everyRun: number, long: number): number {
  return longRun ? long : everyRun
}
