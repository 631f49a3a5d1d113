import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dataKeys } from '../../src/app/data-keys.js'
import { operatorSentence } from '../../src/app/operator-sentence.js'
import { StartError } from '../../src/app/start-error.js'
import { newDataKey } from '../../src/store/key-provider.js'
import { newFolder } from './local/folder.js'

test('a first run makes a key that only its owner reads, and the next run finds it', () => {
  const folder = newFolder()
  const first = dataKeys(undefined, folder)
  expect(statSync(join(folder, 'data-keys')).mode & 0o777).toBe(0o600)
  expect(dataKeys(undefined, folder)).toEqual(first)
})

test('keys that were named are used, and none is made', () => {
  const folder = newFolder()
  expect(dataKeys(newDataKey('mine'), join(folder, 'untouched')).current.id).toBe('mine')
  expect(() => statSync(join(folder, 'untouched'))).toThrow()
})

test.each(['', 'k1:c2hvcnQ=', '\u0000\u0001'])(
  'a damaged file of keys (%j) is named and never replaced',
  (text) => {
    const folder = newFolder()
    const file = join(folder, 'data-keys')
    writeFileSync(file, text)
    expect(() => dataKeys(undefined, folder)).toThrow(StartError)
    expect(() => dataKeys(undefined, folder)).toThrow(
      `${file} no longer holds the keys of the data beside it. Bring the old file back, or move ${folder} away`,
    )
    expect(readFileSync(file, 'utf8')).toBe(text)
  },
)

test('a file that cannot be read is one sentence for the operator', () => {
  const closed = Object.assign(new Error('permission denied'), { code: 'EACCES', path: '/data/data-keys' })
  expect(operatorSentence(closed)).toBe(
    '/data/data-keys cannot be used: it belongs to another user or is closed.',
  )
})
