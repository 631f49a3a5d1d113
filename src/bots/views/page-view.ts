import type { PageScreen } from '../../core/placement/screens.js'
import type { Part, View } from './view.js'

/** Help, questions and answers, ledger, partners: words and facts under headings. */
export function pageView(screen: PageScreen): View {
  return {
    summary: 'The page you asked for',
    parts: [
      { part: 'heading', text: screen.title },
      ...(screen.intro ? [{ part: 'text' as const, text: screen.intro }] : []),
      ...screen.sections.flatMap(({ heading, words, facts = [] }): Part[] => [
        { part: 'text', title: heading, text: words ?? '' },
        ...(facts.length > 0 ? [{ part: 'facts', facts } satisfies Part] : []),
      ]),
    ],
  }
}
