/** The code or name of the error among these, or of one thing thrown; never its words, which may hold content. */
export function errorCode(said: unknown): string {
  const error = Array.isArray(said) ? said.find((part) => part instanceof Error) : said
  if (!(error instanceof Error)) return 'none'
  const { code } = error as NodeJS.ErrnoException
  const platform = (error as { data?: { error?: unknown } }).data?.error
  return [code ?? error.name, platform].filter((part) => typeof part === 'string').join(' ')
}
