import { readScheme } from '../app/schemes.js'

/** Prints what the file holds, or throws with line and field of every error at once. */
export function schemeCheck(file: string, say: (line: string) => void): void {
  const { title, version, areas, riskKinds } = readScheme(file)
  say(
    `${file}: all well. ${title}, version ${version}: ${areas.length} areas, ${riskKinds.length} kinds of risk.`,
  )
}
