import type { PageScreen } from '../placement/screens.js'
import type { Ports } from '../ports.js'
import { holds } from '../request/relations.js'
import { areaName } from '../scheme/look-up.js'
import { type Ask, nothingFound, recordAsk, type Shown, whoIs } from './shown.js'

/** Coordinators and scheme admins: which partners there are, with their areas. */
export async function showPartners(ports: Ports, ask: Ask): Promise<Shown> {
  const person = await whoIs(ports, ask)
  if (!person || !(holds(person, 'coordinator') || holds(person, 'scheme_admin')))
    return nothingFound(ports, ask, 'read_partners', { actor: person })
  const store = ports.store.forScheme(ask.schemeId)
  const [{ rules }, partners] = await Promise.all([store.scheme(), store.partners()])
  await recordAsk(ports, ask, { action: 'read_partners', facts: { actor: person }, outcome: 'done' })
  const landlords = partners.filter((p) => p.kind === 'local_authority' || p.kind === 'registered_provider')
  const screen: PageScreen = {
    screen: 'page',
    title: 'Partners',
    intro: `${landlords.filter((p) => p.active).length} active housing partners`,
    sections: [
      {
        heading: 'Stock areas',
        facts: landlords.map((p) => ({
          label: p.active ? p.name : `${p.name} (not active)`,
          value: p.stockAreas
            ? p.stockAreas.map((code) => areaName(rules, code)).join(', ')
            : 'no stock list',
        })),
      },
    ],
  }
  return { kind: 'screen', screen, ref: null }
}
