/** Cut at the limit with an ellipsis; whole characters only. */
export function cut(text: string, most: number): string {
  return shorten(text, most, (character) => character)
}

/** As it is written by `write`, and no longer than `most` once it is. */
export function shorten(text: string, most: number, write: (character: string) => string): string {
  let kept = ''
  let end = 0
  for (const character of text) {
    kept += write(character)
    if (kept.length <= most - 1) end = kept.length
    if (kept.length > most) return `${kept.slice(0, end).trimEnd()}…`
  }
  return kept
}
