import { describe, expect, it } from 'vitest'
import { systemIds } from '../../src/store/ids.js'
import { keysFromText, newDataKey } from '../../src/store/key-provider.js'
import { openSealer } from '../../src/store/sealing.js'

const place = { model: 'Request', field: 'approval', row: 'london/r1' }

describe('sealing', () => {
  const first = newDataKey('old')
  const second = newDataKey('new')

  it('opens what it sealed, and never seals the same text to the same bytes', () => {
    const sealer = openSealer(keysFromText(first))
    const sealed = [sealer.seal(place, 'a secret é'), sealer.seal(place, 'a secret é')]
    expect(sealed[0]).not.toBe(sealed[1])
    expect(sealed[0]).toMatch(/^v1\.old\.[A-Za-z0-9_-]+$/)
    expect(sealed.map((text) => sealer.open(place, text))).toEqual(['a secret é', 'a secret é'])
  })

  it.each([
    ['another row', { ...place, row: 'london/r2' }],
    ['another field', { ...place, field: 'details' }],
    ['another model', { ...place, model: 'Offer' }],
  ])('refuses a text that was moved to %s', (_, elsewhere) => {
    const sealer = openSealer(keysFromText(first))
    expect(() => sealer.open(elsewhere, sealer.seal(place, 'secret'))).toThrow(/cannot be opened/)
  })

  it('refuses a text in which any one byte was changed, or which was cut off', () => {
    const sealer = openSealer(keysFromText(first))
    const sealed = sealer.seal(place, 'secret')
    const [version, keyId, payload = ''] = sealed.split('.')
    const bytes = Buffer.from(payload, 'base64url')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(bytes.readUInt8(at) ^ 1, at)
      const text = `${version}.${keyId}.${changed.toString('base64url')}`
      expect(() => sealer.open(place, text)).toThrow(/cannot be opened/)
    }
    expect(() => sealer.open(place, sealed.slice(0, 20))).toThrow(/cannot be opened/)
    expect(() => sealer.open(place, `v2${sealed.slice(2)}`)).toThrow(/cannot be opened/)
  })

  it('a new first key encrypts while the old one still opens and finds', () => {
    const before = openSealer(keysFromText(first))
    const after = openSealer(keysFromText(`${second},${first}`))
    expect(after.open(place, before.seal(place, 'secret'))).toBe('secret')
    expect(after.seal(place, 'secret')).toMatch(/^v1\.new\./)
    expect(after.lookUps('e-mail', 'a@b.example')).toContain(before.lookUps('e-mail', 'a@b.example')[0])
    expect(after.lookUps('e-mail', 'a@b.example')[0]).not.toBe(before.lookUps('e-mail', 'a@b.example')[0])
  })

  it('an unknown key is named by no more than the place it was needed for', () => {
    const sealed = openSealer(keysFromText(first)).seal(place, 'secret')
    expect(() => openSealer(keysFromText(second)).open(place, sealed)).toThrow(
      'Request.approval of london/r1 cannot be opened with the keys of DATA_KEYS',
    )
  })
})

describe('DATA_KEYS', () => {
  it.each([
    ['', 'holds no key'],
    ['k1:tooshort', 'Key 1 of DATA_KEYS'],
    [`${newDataKey('k1')},nonsense`, 'Key 2 of DATA_KEYS'],
    [`${newDataKey('k1')},${newDataKey('k1')}`, 'names one key id twice'],
  ])('a faulty value is explained without repeating a key', (text, sentence) => {
    expect(() => keysFromText(text)).toThrow(sentence)
    const secret = /:([^,]{20,})/.exec(text)?.[1]
    if (secret) expect(() => keysFromText(text)).not.toThrow(secret)
  })
})

it('ordered ids sort by time and are uuids of version 7, random ones of version 4', async () => {
  const early = systemIds.ordered()
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(systemIds.random()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  await expect.poll(() => systemIds.ordered().slice(0, 13) > early.slice(0, 13)).toBe(true)
})
