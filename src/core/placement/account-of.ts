import type { CaseFacts } from '../facts.js'
import type { AccountRecord, Conversation } from '../people/account.js'
import { needsConfirming } from '../people/confirmation.js'
import type { PersonRecord } from '../request/records.js'

/** People on two platforms get each message in one place: where they last acted. */
export function accountOf(facts: Accounts, person: PersonRecord): AccountRecord | undefined {
  return accountsOf(facts, person).sort((a, b) => (b.lastActedAt ?? '').localeCompare(a.lastActedAt ?? ''))[0]
}

/** Where a person may be told things. Whoever decides something is told nothing in an account that nobody has confirmed. */
export function accountsOf(facts: Accounts, person: PersonRecord): AccountRecord[] {
  const confirmedOnly = needsConfirming(person, facts.people)
  return facts.accounts.filter(
    (account) => account.personId === person.id && (account.confirmed || !confirmedOnly),
  )
}

/** Whether that conversation is with an account in which this person may be told things today. */
export function isTheirs(
  facts: Accounts,
  person: PersonRecord,
  { platform, tenant, id }: Pick<Conversation, 'platform' | 'tenant' | 'id'>,
): boolean {
  return accountsOf(facts, person).some(
    (account) => account.platform === platform && account.tenant === tenant && account.userId === id,
  )
}

type Accounts = Pick<CaseFacts, 'accounts' | 'people'>
