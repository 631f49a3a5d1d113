import { test } from 'vitest'
import { readScheme, schemeFileOf } from '../../src/app/schemes.js'
import { allowedWords } from '../../src/core/privacy/allowed-words.js'
import { findPersonalDetails } from '../../src/core/privacy/personal-details.js'
import { propertyNumber } from '../../src/core/offer/property-number.js'
test('x', () => {
  const scheme = readScheme(schemeFileOf('london'))
  const allow = allowedWords(scheme)
  for (const t of [
    'Her name is Ｆａｔｉｍａ Ｋｈａｎ', 'S\u200bW\u200b1A 1AA', 'Postcode ЅW1A 1AA', 'she is called Amina', 'tenant: J. Smith', 'JS, flat 4', 'call 07700 900123', 'O7700 900123', 'zero seven seven double zero nine hundred one two three',
    'Lives near Mare Street', 'E8 3RL', 'e83rl', 'E8-3RL', 'E８ ３ＲＬ', 'born 12/3/88', 'born on the twelfth of March 1988', 'NI QQ123456C', 'fatima.khan at gmail dot com', '@fatimak', 'Fatima', 'fatima khan needs a lift', 'FATIMA KHAN', 'Son Mohammed attends St Mary’s', 'ex-partner Dave knows Bexley', 'Ms Okafor', 'mrs okafor', 'Please speak to Sarah', 'her sister Grace lives in Croydon', 'F\u0301atima Khan', 'car reg AB12 CDE', 'case no 2024/1234567', '12 Acacia Avenue', 'twelve acacia avenue', 'Her GP is in Brixton', 'K h a n', 'Yusuf', 'Oluwaseun', 'Nguyen', 'Nguyen family', 'wh@tsapp 0 7 7 0 0 9 0 0 1 2 3',
  ]) {
    const f = findPersonalDetails(t, { allow })
    console.log(f.length ? 'CAUGHT' : 'PASSED', JSON.stringify(t), f[0]?.excerpt ?? '')
  }
  for (const p of ['SW1A1AA', 'SW1A-1AA', 'SW1A.1AA-2', '12-mare-st', '12MareStreet', '12_acacia_avenue', 'Fatima1', 'E83RL/4', '4E83RL', '100023336956', 'BX-1', 'Flat4', 'FLAT-4', '12MareSt', 'E8_3RL'])
    console.log(propertyNumber.safeParse(p).success ? 'PASSED' : 'CAUGHT', p)
})
