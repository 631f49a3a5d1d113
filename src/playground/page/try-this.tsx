import type { PersonRow } from '../page-types.js'
import type { Playground } from './use-playground.js'

/** Five steps that take one request from a referral to partners' channels. */
export function TryThis({ playground }: { playground: Playground }) {
  const { people, me, become } = playground
  const officer = firstWith(people, 'nominating_officer')
  const coordinator = firstWith(people, 'coordinator')
  const be = (person: PersonRow | undefined) =>
    person && (
      <button
        type="button"
        className="inline"
        disabled={person.id === me?.id}
        onClick={() => become(person.id)}
      >
        {person.name}
      </button>
    )
  return (
    <aside className="try-this" aria-labelledby="try-this">
      <h2 id="try-this">Try this</h2>
      <ol>
        <li>
          <strong>Refer a tenant.</strong> Be {be(officer)}, a nominating officer. In Messages, send{' '}
          <code>/reciprocal refer</code> and fill in the form. Names are not needed, and not taken.
        </li>
        <li>
          <strong>Check it.</strong> Be {be(coordinator)}, a coordinator. Open Home or Messages and press
          “Send for approval”.
        </li>
        <li>
          <strong>Approve it.</strong> A named lead of the landlord you chose now has a message: look for the
          red dot at the top. Confirm the identity and approve. A third of the partners use Teams, where words
          need no <code>/reciprocal</code>: <code>home</code> shows what waits.
        </li>
        <li>
          <strong>Release it.</strong> As {be(coordinator)} again, press “Release to partners”. Only partners
          with homes in the wanted areas get the notice.
        </li>
        <li>
          <strong>Look around.</strong> Be a housing officer who got the notice: open their channel, read the
          details, make an offer. Then watch the coordinator’s screen change.
        </li>
      </ol>
    </aside>
  )
}

function firstWith(people: PersonRow[], role: string): PersonRow | undefined {
  return people.find(({ roles }) => roles.some(({ id }) => id === role))
}
