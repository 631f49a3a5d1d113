import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Cipher } from '../core/ports.js'
import type { KeyProvider } from './key-provider.js'

/** Which column of which row a sealed text belongs to: it opens nowhere else. */
export interface Place {
  model: string
  field: string
  /** Primary key, scheme included. */
  row: string
}

export interface Sealer {
  /** AES-256-GCM with a random nonce, as `v1.<key id>.<nonce, tag and text in base64url>`. */
  seal(place: Place, text: string): string
  /** Throws when the text was changed, moved from elsewhere, or its key is not there. */
  open(place: Place, sealed: string): string
  /** Keyed HMACs to find a row by a sealed value: the first as it is stored now, then those of older keys. */
  lookUps(purpose: string, text: string): [string, ...string[]]
}

const NONCE = 12
const TAG = 16

/** Encrypts and decrypts the sensitive columns, before they reach the database. */
export function openSealer(keys: KeyProvider): Sealer {
  const byId = new Map(keys.all.map((key) => [key.id, key.bytes]))
  const [lookUpKey = keys.current.bytes, ...olderLookUpKeys] = keys.all.map((key) =>
    Buffer.from(hkdfSync('sha256', key.bytes, '', 'reciprocal look-up', 32)),
  )
  return {
    seal(place, text) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', keys.current.bytes, nonce)
      cipher.setAAD(additionalData(place))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `v1.${keys.current.id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(place, sealed) {
      const [version, keyId, payload] = sealed.split('.')
      const key = byId.get(keyId ?? '')
      if (version !== 'v1' || !key || !payload) throw new SealBroken(place)
      const bytes = Buffer.from(payload, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), {
          authTagLength: TAG,
        })
        decipher.setAAD(additionalData(place))
        decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
        return decipher.update(bytes.subarray(NONCE + TAG), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        throw new SealBroken(place)
      }
    },
    lookUps: (purpose, text) => [
      hmac(lookUpKey, purpose, text),
      ...olderLookUpKeys.map((key) => hmac(key, purpose, text)),
    ],
  }
}

/** For what stands in no row: a purpose takes the place of one. */
export function cipherOf(sealer: Sealer): Cipher {
  const place = (purpose: string): Place => ({ model: 'Elsewhere', field: 'words', row: purpose })
  return {
    seal: (purpose, text) => sealer.seal(place(purpose), text),
    open(purpose, sealed) {
      try {
        return sealer.open(place(purpose), sealed)
      } catch {
        return null
      }
    },
  }
}

/** Names the place, never the content. */
export class SealBroken extends Error {
  constructor(place: Place) {
    super(`${place.model}.${place.field} of ${place.row} cannot be opened with the keys of DATA_KEYS`)
    this.name = 'SealBroken'
  }
}

const additionalData = (place: Place) => Buffer.from(`${place.model}.${place.field}.${place.row}`)

const hmac = (key: Buffer, purpose: string, text: string) =>
  createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url')
