import type { CoordinatorScreen } from '../../core/placement/screens.js'
import type { Part } from './view.js'

type Reach = NonNullable<CoordinatorScreen['reach']>

/** Before and after release: how rare the household is (D9), and which partners have the notice. */
export function reachParts(reach: Reach): Part[] {
  return [
    {
      part: 'facts',
      facts: [
        { label: 'Partners', value: `${reach.reached} of ${reach.partners} reached` },
        ...(reach.fits === null
          ? []
          : [{ label: 'Households that fit the details', value: reach.fits.toLocaleString('en-GB') }]),
        ...names('Not reached', reach.unreached),
        ...names('Not sure whether reached', reach.uncertain),
      ],
    },
  ]
}

function names(label: string, found: string[]) {
  return found.length > 0 ? [{ label, value: found.join(', ') }] : []
}
