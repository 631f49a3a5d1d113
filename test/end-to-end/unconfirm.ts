import type { AccountRef } from '../../src/core/people/account.js'
import { seatsOf } from '../../src/playground/people.js'
import { SCHEME, type World } from './world.js'

/** The account of a person of the directory. */
export function accountOf({ directory }: World, personId: string): AccountRef {
  const seat = seatsOf(directory).find(({ person }) => person.id === personId)
  if (!seat) throw new Error(`nobody is called ${personId}`)
  const { platform, tenant, userId } = seat
  return { platform, tenant, userId }
}

/** The platform closes the account, and it comes back: nobody has confirmed it since. */
export async function unconfirm(world: World, personId: string): Promise<void> {
  const account = accountOf(world, personId)
  const { directory } = world.app.opened
  await directory.closeAccount(account)
  const { email } = world.directory.people.find(({ id }) => id === personId) ?? { email: '' }
  await directory.bindAccount({ schemeId: SCHEME, account, email, at: world.now() })
}
