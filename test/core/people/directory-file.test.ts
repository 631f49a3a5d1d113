import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseDirectory } from '../../../src/core/people/directory-file.js'
import { isLandlord } from '../../../src/core/people/directory-schema.js'
import { london } from '../scheme/london.js'

const scheme = london()

const small = `scheme: london
organisations:
  - { id: north, name: North Council, kind: local_authority, stockAreas: [Barnet, E09000005] }
  - { id: south, name: South Homes, kind: registered_provider }
  - { id: gone, name: Gone Homes, kind: registered_provider, active: false }
  - { id: aid, name: Aid, kind: referring_agency }
  - { id: team, name: Team, kind: coordinating_team }
people:
  - id: ann
    name: Ann Lead
    email: Ann@north.example.org
    workPhone: 020 7946 0001
    organisation: north
    roles: [{ role: named_lead }]
  - id: bob
    name: Bob Deputy
    email: bob@north.example.org
    organisation: north
    roles: [{ role: named_lead, deputyFor: ann }]
workspaces:
  - { platform: slack, tenant: T1, organisation: north }
  - { platform: slack, tenant: T2, organisation: team }
channels:
  - { platform: slack, tenant: T1, id: C1, organisation: north, purpose: notices }
  - { platform: slack, tenant: T2, id: C2, organisation: team, purpose: coordinators }
`

function errorsAfter(from: string, to: string) {
  expect(small).toContain(from)
  const parsed = parseDirectory(small.replace(from, to), scheme, 'directory.yaml')
  return parsed.ok ? [] : parsed.errors
}

function directoryOf(text: string) {
  const parsed = parseDirectory(text, scheme, 'directory.yaml')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors, null, 2))
  return parsed.directory
}

describe('a directory file', () => {
  it('keeps areas by code, phones so that they can be rung, and e-mails in small letters', () => {
    const { organisations, people } = directoryOf(small)
    expect(organisations[0]).toEqual({
      id: 'north',
      name: 'North Council',
      kind: 'local_authority',
      active: true,
      stockAreas: ['E09000003', 'E09000005'],
      successorOf: [],
    })
    expect(organisations[1]?.stockAreas).toBeNull()
    expect(people[0]).toMatchObject({
      email: 'ann@north.example.org',
      workPhone: '+442079460001',
      team: null,
    })
  })

  it('lets an active organisation follow one that is gone', () => {
    const merged = small.replace(
      'kind: registered_provider }',
      'kind: registered_provider, successorOf: [gone] }',
    )
    expect(directoryOf(merged).organisations[1]?.successorOf).toEqual(['gone'])
  })

  it.each<[mistake: string, from: string, to: string, field: string, message: string]>([
    [
      'another scheme',
      'scheme: london',
      'scheme: paris',
      'scheme',
      'must be london, the id of the scheme file',
    ],
    [
      'an unknown field',
      'name: Aid,',
      'name: Aid, nmae: A,',
      'organisations[3].nmae',
      'is not a known field',
    ],
    ['a missing name', 'id: aid, name: Aid,', 'id: aid,', 'organisations[3].name', 'is missing'],
    [
      'an area of nowhere',
      '[Barnet,',
      '[Barnett,',
      'organisations[0].stockAreas[0]',
      '"Barnett" is not an area of the scheme',
    ],
    [
      'an area twice',
      '[Barnet, E09000005]',
      '[Barnet, E09000003]',
      'organisations[0].stockAreas[1]',
      'is there twice',
    ],
    [
      'homes of somebody who has none',
      'kind: referring_agency }',
      'kind: referring_agency, stockAreas: [Brent] }',
      'organisations[3].stockAreas',
      'only a landlord has homes',
    ],
    ['an organisation twice', 'id: south', 'id: north', 'organisations[1].id', 'is there twice'],
    ['a person twice', 'id: bob', 'id: ann', 'people[1].id', 'is there twice'],
    [
      'an e-mail twice, however written',
      'email: bob@north',
      'email: ANN@north',
      'people[1].email',
      'is there twice',
    ],
    [
      'a wrong e-mail',
      'email: bob@north.example.org',
      'email: bob',
      'people[1].email',
      'is not an e-mail address',
    ],
    ['a wrong phone', '020 7946 0001', "'12'", 'people[0].workPhone', 'is not a telephone number'],
    [
      'an unknown role',
      'role: named_lead }',
      'role: boss }',
      'people[0].roles[0].role',
      'must be one of nominating_officer, named_lead, housing_officer, partner_manager, coordinator, scheme_admin, reporter, auditor',
    ],
    [
      'a role at the wrong place',
      '[{ role: named_lead }]',
      '[{ role: named_lead }, { role: coordinator }]',
      'people[0].roles[1].role',
      'cannot be held at a local_authority',
    ],
    [
      'an employer that is not there',
      'organisation: north\n    roles: [{ role: named_lead }]',
      'organisation: nort\n    roles: [{ role: named_lead }]',
      'people[0].organisation',
      'there is no organisation "nort"',
    ],
    [
      'a deputy for nobody',
      'deputyFor: ann',
      'deputyFor: eve',
      'people[1].roles[0].deputyFor',
      'there is no person "eve"',
    ],
    [
      'a deputy for oneself',
      'deputyFor: ann',
      'deputyFor: bob',
      'people[1].roles[0].deputyFor',
      'nobody is their own deputy',
    ],
    [
      'a deputy for a role not held',
      'role: named_lead, deputyFor',
      'role: housing_officer, deputyFor',
      'people[1].roles[0].deputyFor',
      '"ann" is not a housing_officer',
    ],
    [
      'a successor of nobody',
      'kind: registered_provider }',
      'kind: registered_provider, successorOf: [nil] }',
      'organisations[1].successorOf[0]',
      'there is no organisation "nil"',
    ],
    [
      'a successor of somebody active',
      'kind: registered_provider }',
      'kind: registered_provider, successorOf: [north] }',
      'organisations[1].successorOf[0]',
      '"north" is still active; set active: false there first',
    ],
    [
      'a workspace of nobody',
      'tenant: T1, organisation: north }',
      'tenant: T1, organisation: nor }',
      'workspaces[0].organisation',
      'there is no organisation "nor"',
    ],
    [
      'a workspace twice',
      'tenant: T2, organisation: team }',
      'tenant: T1, organisation: team }',
      'workspaces[1].tenant',
      'is there twice',
    ],
    [
      'a channel in somebody else’s workspace',
      'id: C1, organisation: north',
      'id: C1, organisation: south',
      'channels[0].tenant',
      'is bound to "north", not to "south"',
    ],
    [
      'a channel of nobody',
      'id: C1, organisation: north',
      'id: C1, organisation: nor',
      'channels[0].organisation',
      'there is no organisation "nor"',
    ],
    [
      'a channel in no workspace',
      'slack, tenant: T1, id: C1',
      'teams, tenant: T1, id: C1',
      'channels[0].tenant',
      'there is no teams workspace "T1"',
    ],
    [
      'a purpose for somebody else',
      'purpose: notices',
      'purpose: coordinators',
      'channels[0].purpose',
      'is not for a local_authority',
    ],
    [
      'a second channel for notices',
      'channels:\n',
      'channels:\n  - { platform: slack, tenant: T1, id: C0, organisation: north, purpose: notices }\n',
      'channels[1]',
      '"north" already has a channel for notices',
    ],
  ])('is refused with %s, naming the field', (_, from, to, field, message) => {
    const errors = errorsAfter(from, to)
    expect(errors.map((error) => [error.field, error.message])).toContainEqual([field, message])
    for (const { line } of errors) expect(line).toBeGreaterThan(0)
  })

  it('names the colleague who works elsewhere', () => {
    const errors = errorsAfter(
      'organisation: north\n    roles: [{ role: named_lead, deputyFor: ann }]',
      'organisation: south\n    roles: [{ role: named_lead, deputyFor: ann }]',
    )
    expect(errors).toMatchObject([{ line: 19, message: 'must work at the same organisation' }])
  })

  it('reports mistakes of every part at once, in the order of the file', () => {
    const parsed = parseDirectory(
      small
        .replace('[Barnet,', '[Barnett,')
        .replace('deputyFor: ann', 'deputyFor: eve')
        .replace('slack, tenant: T2, id', 'slack, tenant: T9, id'),
      scheme,
      'directory.yaml',
    )
    expect(parsed.ok ? [] : parsed.errors.map(({ line, field }) => [line, field])).toEqual([
      [3, 'organisations[0].stockAreas[0]'],
      [19, 'people[1].roles[0].deputyFor'],
      [25, 'channels[1].tenant'],
    ])
  })
})

describe('the demonstration directory', () => {
  const text = readFileSync(new URL('../../../schemes/demo-directory.yaml', import.meta.url), 'utf8')
  const directory = directoryOf(text)
  const partners = directory.organisations.filter(({ kind }) => isLandlord(kind))
  const holders = (role: string) =>
    directory.people.filter((person) => person.roles.some((held) => held.role === role))

  it('has London’s 33 authorities and 20 invented housing associations', () => {
    expect(partners.filter(({ kind }) => kind === 'local_authority')).toHaveLength(33)
    expect(partners.filter(({ kind }) => kind === 'registered_provider')).toHaveLength(20)
  })

  it('covers every area with the homes of at least two partners, and two partners have no stock list', () => {
    for (const { code } of scheme.areas) {
      expect(partners.filter(({ stockAreas }) => stockAreas?.includes(code)).length, code).toBeGreaterThan(1)
    }
    expect(partners.filter(({ stockAreas }) => stockAreas === null)).toHaveLength(2)
  })

  it('gives every partner a channel for notices, a named lead and a housing officer', () => {
    for (const { id } of partners) {
      expect(directory.channels.filter(({ organisation }) => organisation === id)).toHaveLength(1)
      for (const role of ['named_lead', 'housing_officer']) {
        expect(
          holders(role).some(({ organisation }) => organisation === id),
          `${id} ${role}`,
        ).toBe(true)
      }
    }
  })

  it('has everybody else the scheme needs, one of the nominating officers at a council', () => {
    const counts = ['coordinator', 'scheme_admin', 'reporter', 'auditor', 'nominating_officer'].map(
      (role) => holders(role).length,
    )
    expect(counts).toEqual([2, 1, 1, 1, 3])
    const employers = holders('nominating_officer').map(
      ({ organisation }) => directory.organisations.find(({ id }) => id === organisation)?.kind,
    )
    expect(employers.sort()).toEqual(['local_authority', 'referring_agency', 'referring_agency'])
  })

  it('reaches nobody real: e-mails end in example.org, phones are Ofcom’s numbers for drama', () => {
    for (const { email, workPhone } of directory.people) {
      expect(email).toMatch(/\.example\.org$/)
      expect(workPhone).toMatch(/^\+442079460\d{3}$/)
    }
  })
})
