import { chain, FIRST_HEAD } from '../../src/core/audit/chain.js'
import type { Change } from '../../src/core/change.js'
import type { Directory } from '../../src/core/people/directory-schema.js'
import type { PlacementRecord } from '../../src/core/placement/placement.js'
import type { OutboxRow } from '../../src/core/ports.js'
import { emptyForm } from '../../src/core/request/form-content.js'
import type { OfferRecord, RequestRecord } from '../../src/core/request/records.js'
import { sha256Hasher } from '../../src/store/hasher.js'
import { systemIds } from '../../src/store/ids.js'
import { openStore } from '../../src/store/index.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { london as readLondon } from '../core/scheme/london.js'
import { freshDatabase } from '../support/services.js'

export const london = readLondon()
export const NOW = new Date('2026-11-24T14:00:00.000Z')
export const AT = NOW.toISOString()
export const LATER = new Date('2026-11-24T17:00:00.000Z')
export const SCHEME = london.id
export const LEAD = { platform: 'slack', tenant: 'T-CAMDEN', userId: 'U-LEA' } as const

const organisation = (id: string, kind: Directory['organisations'][number]['kind']) => ({
  id,
  name: `The ${id} organisation`,
  kind,
  active: true,
  stockAreas: null,
  successorOf: [],
})

const person = (id: string, at: string, roles: Directory['people'][number]['roles']) => ({
  id,
  name: `Name of ${id}`,
  email: `${id}@${at}.example`,
  workPhone: '+442079460100',
  organisation: at,
  team: null,
  roles,
})

const workspace = (tenant: string, at: string) => ({
  platform: 'slack' as const,
  tenant,
  enterprise: null,
  organisation: at,
})

/** A small directory: two landlords, an agency and the coordinating team. */
export const directory: Directory = {
  scheme: SCHEME,
  organisations: [
    organisation('camden', 'local_authority'),
    organisation('bexley', 'local_authority'),
    organisation('refuge', 'referring_agency'),
    organisation('team', 'coordinating_team'),
  ],
  people: [
    person('lea', 'camden', [{ role: 'named_lead' }]),
    person('dep', 'camden', [{ role: 'named_lead', deputyFor: 'lea' }]),
    person('hugo', 'bexley', [{ role: 'housing_officer' }]),
    person('nia', 'refuge', [{ role: 'nominating_officer' }]),
    person('cora', 'team', [{ role: 'coordinator' }]),
  ],
  workspaces: [
    workspace('T-CAMDEN', 'camden'),
    workspace('T-BEXLEY', 'bexley'),
    workspace('T-REFUGE', 'refuge'),
  ],
  channels: [
    { platform: 'slack', tenant: 'T-BEXLEY', id: 'C-BEXLEY', organisation: 'bexley', purpose: 'notices' },
  ],
}

/** A store on a database of its own, with the London scheme, the small directory and the lead's account. */
export async function openedStore(options: { poolSize?: number } = {}) {
  const database = await freshDatabase()
  const statements: string[] = []
  const others: ReturnType<typeof openStore>[] = []
  const dataKeys = newDataKey('k1')
  const opened = openStore({
    databaseUrl: database.databaseUrl,
    keys: keysFromText(dataKeys),
    onStatement: (sql) => statements.push(sql),
    ...options,
  })
  await opened.directory.loadScheme(london)
  await opened.directory.importDirectory(directory)
  await opened.directory.bindAccount({
    schemeId: SCHEME,
    account: LEAD,
    email: 'lea@camden.example',
    at: NOW,
  })
  await opened.directory.confirmAccount(SCHEME, LEAD, NOW)
  return {
    ...opened,
    database,
    dataKeys,
    statements,
    scheme: opened.store.forScheme(SCHEME),
    /** The same scheme as another process has it. */
    another: async () => {
      const other = openStore({ databaseUrl: database.databaseUrl, keys: keysFromText(dataKeys), ...options })
      others.push(other)
      return other.store.forScheme(SCHEME)
    },
    end: async () => {
      for (const each of [opened, ...others]) await each.close()
      await database.drop()
    },
  }
}

export const NO_CHANGE: Change = {
  update: null,
  create: [],
  approvals: [],
  offers: [],
  notices: [],
  moves: [],
  ledger: [],
  followUps: { make: [], cancel: [], done: [] },
  audit: [],
  access: [],
  outbox: [],
  receipt: null,
  intake: null,
  settled: null,
  away: [],
}

export function newRequest(values: Partial<RequestRecord> = {}): RequestRecord {
  const form = emptyForm()
  form.approval.anythingElse = 'secret of mark A'
  form.details.rentBand = 'secret of mark D'
  form.confidential.keepApartFrom = ['secret of mark C']
  return {
    id: systemIds.ordered(),
    schemeId: SCHEME,
    schemeVersion: london.version,
    state: 'awaiting_approval',
    version: 1,
    workingCode: null,
    reference: null,
    landlordId: 'camden',
    ownerId: 'cora',
    officerIds: ['nia'],
    createdAt: AT,
    enteredStateAt: AT,
    enteredStateSeq: 0,
    lastActivityAt: AT,
    circulatedAt: null,
    round: 0,
    heldFrom: null,
    reviewOn: null,
    panelOn: '2026-12-01',
    closedReason: null,
    followsId: null,
    safetyRaisedAt: null,
    proposed: { action: 'release_request', by: 'cora', at: AT },
    form,
    audit: { seq: 0, head: FIRST_HEAD },
    ...values,
  }
}

/** What an approval changes: the request, its audit chain, an outbox row and a receipt. */
export function approval(before: RequestRecord, key: string, actorId = 'lea'): Change {
  const entry = chain(
    {
      requestId: before.id,
      at: AT,
      action: 'approve_request',
      from: before.state,
      to: 'approved',
      actorId,
      onBehalfOf: null,
      confirmedBy: null,
      codes: { key },
    },
    before.audit,
    sha256Hasher,
  )
  const after: RequestRecord = {
    ...before,
    state: 'approved',
    version: before.version + 1,
    audit: { seq: entry.seq, head: entry.hash },
  }
  return {
    ...NO_CHANGE,
    update: { before, after },
    audit: [entry],
    outbox: [outboxRow(before.id)],
    receipt: { key, outcome: { kind: 'done', say: `Done by ${key}`, requestId: before.id }, at: AT },
  }
}

export const outboxRow = (requestId: string): OutboxRow => ({
  id: systemIds.ordered(),
  kind: 'request_changed',
  requestId,
  urgent: false,
  topic: null,
  to: null,
  offerId: null,
})

export const offer = (requestId: string, values: Partial<OfferRecord> = {}): OfferRecord => ({
  id: systemIds.ordered(),
  requestId,
  partnerId: 'bexley',
  officerId: 'hugo',
  state: 'made',
  home: {
    propertyNumber: 'UPRN-SECRET-77',
    area: 'E09000004',
    bedrooms: 2,
    type: 'flat',
    floor: 1,
    lift: true,
    meets: [],
    rentPerWeek: 145.2,
    tenancyOffered: 'assured_lifetime',
    availableFrom: '2026-12-15',
  },
  madeAt: AT,
  replyBy: null,
  keepUntil: null,
  viewingAt: null,
  endReason: null,
  endNote: 'secret note of the ending',
  endedAt: null,
  ...values,
})

export const placement = (requestId: string, values: Partial<PlacementRecord> = {}): PlacementRecord => ({
  id: systemIds.random(),
  key: `approval_card/${requestId}/lea`,
  screen: 'approval_card',
  requestId,
  noticeId: null,
  offerId: null,
  topic: null,
  personId: 'lea',
  partnerId: null,
  conversation: { platform: 'slack', tenant: 'T-CAMDEN', kind: 'person', id: 'U-LEA' },
  message: null,
  face: 'open',
  shownFace: null,
  wanted: 1,
  shown: 0,
  state: 'planned',
  withdraw: false,
  dueAt: AT,
  attempts: 0,
  attemptedAt: null,
  note: null,
  ...values,
})
