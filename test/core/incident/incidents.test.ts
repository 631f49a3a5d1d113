import { describe, expect, it } from 'vitest'
import type { OpenCase } from '../../../src/core/facts.js'
import { wantedFollowUps } from '../../../src/core/follow-up/schedule.js'
import { accessPage } from '../../../src/core/incident/access-page.js'
import { decideReporting } from '../../../src/core/incident/decide-reporting.js'
import { incidentsOf } from '../../../src/core/incident/incidents.js'
import { openIncident } from '../../../src/core/incident/open-incident.js'
import type { PlacementRecord } from '../../../src/core/placement/placement.js'
import type { AccessEntry } from '../../../src/core/ports.js'
import type { FormContent, Incident } from '../../../src/core/request/form-content.js'
import { whyNotErased } from '../../../src/core/retention/tombstone.js'
import { coordinatorScreen } from '../../../src/core/screen/coordinator-screen.js'
import { aCase, aPartner, effectsOf, NOW, PEOPLE, refusalOf } from '../../support/facts.js'

const HOUR = 3_600_000
const AT = NOW.toISOString()
const OPEN: Incident = { at: AT, by: 'coordinator' }
const DECIDED: Incident = {
  ...OPEN,
  decision: { at: AT, by: 'coordinator', reported: true, why: 'It was read.' },
}

function withIncidents(incidents: readonly Incident[], more: Parameters<typeof aCase>[0] = {}): OpenCase {
  const facts = aCase({ state: 'circulated', ...more })
  facts.request.form.confidential.incidents = incidents
  return facts
}

function reminders(facts: OpenCase) {
  return wantedFollowUps(facts, NOW)
    .filter(({ kind }) => kind.kind.startsWith('reporting'))
    .map(({ kind, dueAt }) => [kind.kind, (dueAt.getTime() - NOW.getTime()) / HOUR, kind.to.join()])
}

const kept = (form?: FormContent) => incidentsOf(form ?? withIncidents([]).request.form)

describe('an incident (section 7)', () => {
  it('tells the officers and the coordinators at once, and says whom to phone first', () => {
    const effects = effectsOf(openIncident, aCase({ state: 'submitted' }), { what: 'A card was left open.' })
    expect(effects.tell).toEqual([
      { topic: 'incident_to_officers', to: 'officers', urgent: true },
      { topic: 'incident', to: 'coordinators', urgent: true },
    ])
    expect(effects.say).toMatch(/phone the nominating officer first.*72 hours/)
    expect(kept(effects.request?.form)).toEqual([OPEN])
    expect(effects.request?.form?.confidential.notes).toEqual([
      {
        at: AT,
        by: 'coordinator',
        action: 'open_incident',
        reason: undefined,
        note: 'A card was left open.',
      },
    ])
  })

  it('has its reporting decided within 72 hours: a day before, and at the end, coordinators are told, nights included', () => {
    expect(reminders(withIncidents([OPEN]))).toEqual([
      ['reporting_reminder', 48, 'coordinators'],
      ['reporting_due', 72, 'coordinators'],
    ])
    expect(reminders(withIncidents([DECIDED]))).toEqual([])
    expect(reminders(withIncidents([]))).toEqual([])
  })

  it('is decided once, with who, when and why, and so are all that are open', () => {
    const facts = withIncidents([DECIDED, OPEN, { ...OPEN, by: 'second-coordinator' }])
    const effects = effectsOf(decideReporting, facts, { reporting: 'no_report', why: 'Nobody read it.' })
    const decision = { reported: false, why: 'Nobody read it.', at: AT, by: 'coordinator' }
    expect(kept(effects.request?.form)).toEqual([
      DECIDED,
      { ...OPEN, decision },
      { ...OPEN, by: 'second-coordinator', decision },
    ])
    expect(effects.codes).toEqual({ reported: false })
    expect(
      refusalOf(decideReporting, withIncidents([DECIDED]), { reporting: 'report', why: 'x' }),
    ).toMatchObject({
      code: 'no_incident',
    })
  })

  it('that nobody has decided on waits for the coordinator, has its button, and keeps the content', () => {
    const open = withIncidents([OPEN], { state: 'closed' })
    const screen = coordinatorScreen(open)
    expect(screen.waitingFor).toContain('decide whether the incident has to be reported')
    expect(screen.buttons).toContainEqual({ action: 'decide_reporting' })
    expect(screen.buttons).not.toContainEqual({ action: 'erase' })
    expect(whyNotErased(open.request)).toContain('whether that is reported')
    const decided = coordinatorScreen(withIncidents([DECIDED], { state: 'closed' }))
    expect(decided.buttons).not.toContainEqual({ action: 'decide_reporting' })
  })
})

describe('the list of who has seen a request', () => {
  const entry = (more: Partial<AccessEntry>): AccessEntry => ({
    at: AT,
    actorId: 'housing-officer',
    action: 'open_details',
    subject: 'request',
    outcome: 'done',
    ...more,
  })
  const page = (entries: AccessEntry[], placements: PlacementRecord[] = []) =>
    accessPage({
      title: 'Who has seen request W-7K3Q9F',
      intro: '',
      entries,
      placements,
      people: Object.values(PEOPLE),
      partners: [aPartner('camden-homes', [])],
      scheme: aCase().scheme,
    })

  it('has one line for each person, with what, how often and when, and the refused apart', () => {
    const later = new Date(NOW.getTime() + HOUR).toISOString()
    const { sections } = page([
      entry({}),
      entry({ at: later }),
      entry({ action: 'make_offer', outcome: 'refused', actorId: null }),
      entry({ actorId: 'gone', action: 'read_request' }),
    ])
    expect(sections).toEqual([
      {
        heading: 'Opened or read it',
        facts: [
          {
            label: 'Name of housing-officer, Name of camden-homes',
            value: 'open details (2 times): Tue 3 Mar, 10:00 to Tue 3 Mar, 11:00',
          },
          { label: 'gone, no longer in the directory', value: 'read request: Tue 3 Mar, 10:00' },
        ],
      },
      {
        heading: 'Asked, and were refused',
        facts: [{ label: 'Somebody the scheme does not know', value: 'make offer: Tue 3 Mar, 10:00' }],
      },
    ])
  })

  it('names whoever had it in their chat, also what has been taken away since: it was there to be read', () => {
    const card = { screen: 'coordinator_card', personId: 'second-coordinator', withdraw: true } as const
    const placed = (more: Partial<PlacementRecord>) => more as PlacementRecord
    const { sections } = page(
      [],
      [
        placed({ ...card, message: null, shown: 4, state: 'withdrawn' }),
        placed({ screen: 'notice', partnerId: 'camden-homes', message: null, shown: 0, state: 'planned' }),
        placed({ screen: 'home', personId: 'officer', message: null, shown: 2, state: 'sent' }),
      ],
    )
    expect(sections.at(-1)).toEqual({
      heading: 'It stood in their chat',
      facts: [{ label: 'Name of second-coordinator', value: 'coordinator card, taken back' }],
    })
  })

  it('says "Nobody" where there is nobody, so that an empty list is not taken for a missing one', () => {
    expect(page([]).sections.map(({ words }) => words)).toEqual(['Nobody.', 'Nobody.'])
  })
})
