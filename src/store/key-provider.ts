import { randomBytes } from 'node:crypto'

/** Where data keys come from: the environment now, a key management service later. */
export interface KeyProvider {
  /** The key that encrypts. */
  readonly current: DataKey
  /** Every key that may have encrypted something, the current one first. */
  readonly all: readonly DataKey[]
}

export interface DataKey {
  id: string
  /** 32 bytes. */
  bytes: Buffer
}

/** Reads `id:base64,id:base64`: the first key encrypts, all of them decrypt. The error never repeats a key. */
export function keysFromText(text: string): KeyProvider {
  const all = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(readKey)
  const [current] = all
  if (!current) throw new Error('DATA_KEYS holds no key')
  if (new Set(all.map((key) => key.id)).size < all.length) throw new Error('DATA_KEYS names one key id twice')
  return { current, all }
}

/** A fresh key as it stands in DATA_KEYS. */
export function newDataKey(id = `k${randomBytes(3).toString('hex')}`): string {
  return `${id}:${randomBytes(32).toString('base64')}`
}

function readKey(part: string, index: number): DataKey {
  const [, id, base64] = /^([A-Za-z0-9_-]{1,20}):([A-Za-z0-9+/_-]+={0,2})$/.exec(part) ?? []
  const bytes = Buffer.from(base64 ?? '', 'base64')
  if (!id || bytes.length !== 32)
    throw new Error(`Key ${index + 1} of DATA_KEYS is not "id:" and 32 bytes in base64`)
  return { id, bytes }
}
