import { describe, expect, it } from 'vitest'
import { COMMANDS, type Typist } from '../../src/bots/commands.js'
import { findCommand, opensForm, runCommand } from '../../src/bots/run-command.js'
import type { Ports } from '../../src/core/ports.js'
import { ROLES, type Role } from '../../src/core/request/states.js'
import { systemIds } from '../../src/store/ids.js'
import { london } from '../core/scheme/london.js'

const nameOf = (typed: string) => {
  const found = findCommand(typed)
  return found.kind === 'command' ? [found.command.name, found.argument] : found.nearest
}

/** The commands of these tests read no store. */
const typist = (...roles: Role[]): Typist => ({
  ports: { ids: systemIds } as Ports,
  schemeId: 'london',
  scheme: london(),
  actor: { platform: 'slack', tenant: 'T1', userId: 'U1' },
  key: 'k',
  person: {
    id: 'p',
    name: 'P',
    workPhone: '',
    email: 'p@example.org',
    organisationId: 'o',
    team: null,
    away: null,
    roles: roles.map((role) => ({ role, organisationId: 'o' })),
  },
})

const wordsOf = async (typed: string, ...roles: Role[]) =>
  JSON.stringify(await runCommand(typist(...roles), typed))

describe('commands', () => {
  it.each([
    ['refer', ['refer', '']],
    ['  STATUS   arc-7k3q-26 ', ['status', 'arc-7k3q-26']],
    ['show ARC-7K3Q-26', ['status', 'ARC-7K3Q-26']],
    ['new enquiry', ['enquiry', '']],
    ['new referral', ['refer', '']],
    ['on behalf of W-7K3Q9F', ['on-behalf', 'W-7K3Q9F']],
    ['on-behalf W-7K3Q9F', ['on-behalf', 'W-7K3Q9F']],
    ['intake paused', ['intake', 'paused']],
    ['', ['help', '']],
  ])('“%s” is understood', (typed, expected) => {
    expect(nameOf(typed)).toEqual(expected)
  })

  it.each([
    ['staus ARC-7K3Q-26', 'status'],
    ['leger', 'ledger'],
    ['patrners', 'partners'],
    ['referr', 'refer'],
    ['xylophone', null],
  ])('“%s” is answered with the nearest command', (typed, expected) => {
    expect(nameOf(typed)).toBe(expected)
  })

  it('an unknown word is answered with the nearest one, help and the emergency text, and is not repeated', async () => {
    const words = await wordsOf('staus of my neighbour Sharon', 'nominating_officer')
    expect(words).toContain('“status”')
    expect(words).toContain('“help”')
    expect(words).toContain('999')
    expect(words).not.toContain('Sharon')
  })

  it.each(ROLES)('help shows a %s every command of that role and no other', async (role) => {
    const words = await wordsOf('help', role)
    for (const command of COMMANDS)
      expect([command.name, words.includes(command.help)]).toEqual([
        command.name,
        command.roles.includes(role),
      ])
    expect(words).toContain('999')
  })

  it('a command of another role is not run', async () => {
    expect(await wordsOf('ledger', 'housing_officer')).toContain('not for your role')
  })

  it('a missing reference is asked for with an example', async () => {
    expect(await wordsOf('status', 'nominating_officer')).toContain('status ARC-7K3Q-26')
  })

  it('it is known before anything is read which words open a form', () => {
    expect(
      ['refer', 'away', 'intake', 'on-behalf X', 'intake open', 'status X', 'nonsense'].map(opensForm),
    ).toEqual([true, true, true, true, false, false, false])
  })

  it('no two commands share a word, and every example is understood as its own command', () => {
    const words = COMMANDS.flatMap((command) => [command.name, ...command.aliases])
    expect(new Set(words).size).toBe(words.length)
    for (const command of COMMANDS) expect(nameOf(command.example)?.[0]).toBe(command.name)
  })

  it('every command of the scheme is there', () => {
    expect(COMMANDS.map((command) => command.name)).toEqual(
      expect.arrayContaining([
        'refer',
        'enquiry',
        'status',
        'mine',
        'waiting',
        'overdue',
        'offers',
        'ledger',
        'partners',
        'intake',
        'away',
        'on-behalf',
        'help',
        'faq',
      ]),
    )
  })
})
