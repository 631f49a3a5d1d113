import type { Reach } from '../../core/placement/screens.js'
import type { Part } from './view.js'

/** Before and after release: how rare the household is (D9), and which partners get or have the notice. */
export function reachParts(reach: Reach): Part[] {
  const count = reach.partners.length
  return [
    {
      part: 'facts',
      facts: [
        {
          label: 'Partners',
          value: reach.released ? `${reach.reached} of ${count} reached` : `${count} would get it`,
        },
        ...(reach.fits === null
          ? []
          : [{ label: 'Households that fit the details', value: reach.fits.toLocaleString('en-GB') }]),
        ...(reach.fitRareNotice === undefined ? [] : [rareNotice(reach.fitRareNotice)]),
        ...(reach.released ? [] : names('Would get it', reach.partners)),
        ...names('Not reached', reach.unreached),
        ...names('Not sure whether reached', reach.uncertain),
      ],
    },
  ]
}

/** Only a person can say which need may be left out; the notice is not held back (P3). */
function rareNotice(households: number) {
  const fit = households === 1 ? '1 household fits' : `${households.toLocaleString('en-GB')} households fit`
  return {
    label: 'Rare',
    value: `About ${fit} the notice itself. Please ask the nominating officer which needs it has to name.`,
  }
}

function names(label: string, found: string[]) {
  return found.length > 0 ? [{ label, value: found.join(', ') }] : []
}
