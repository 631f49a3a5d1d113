import { createPublicKey } from 'node:crypto'
import { exportJWK, type GenerateKeyPairResult, generateKeyPair, type JWK, SignJWT } from 'jose'
import type { TokenKind } from './api.js'
import { ISSUER } from './core.js'
import type { Dict } from './types.js'

interface Key {
  kid: string
  pair: GenerateKeyPairResult
}

export interface Keys {
  /** What `/keys` serves. */
  readonly published: readonly Dict[]
  /** The `Authorization` header for an activity; undefined for none at all. */
  authorization(kind: TokenKind, claims: TokenClaims): Promise<string | undefined>
}

export interface TokenClaims {
  appId: string
  serviceUrl: string
  /** Another tenant's, for `otherServiceUrl`. */
  otherServiceUrl: string
}

interface Token {
  key?: Key
  kid?: string
  issuer?: string
  audience?: string
  serviceUrl?: string | undefined
  /** Seconds from now. */
  from?: number
  until?: number
}

const HOUR = 3_600

let made: Promise<Keys> | undefined

/** One set of keys for a whole process: making them is slow, and every stand-in may sign with the same. */
export function sharedKeys(): Promise<Keys> {
  made ??= makeKeys()
  return made
}

async function makeKeys(): Promise<Keys> {
  const [good, webchat, stranger] = await Promise.all([
    makeKey('teams-1'),
    makeKey('webchat-1'),
    makeKey('stranger-1'),
  ])
  const publicJwk = await exportJWK(good.pair.publicKey)
  return {
    published: [
      publish(good, publicJwk, 'msteams'),
      publish(webchat, await exportJWK(webchat.pair.publicKey), 'webchat'),
    ],
    authorization: async (kind, claims) => {
      if (kind === 'none') return undefined
      const token = forged(kind, { good, webchat, stranger }, claims)
      const key = token.key ?? good
      const kid = token.kid ?? key.kid
      const header = { typ: 'JWT', kid, x5t: kid }
      const payload = payloadOf(token, claims)
      if (kind === 'algNone') return `Bearer ${part({ ...header, alg: 'none' })}.${part(payload)}.`
      const unsigned = new SignJWT(payload)
      if (kind === 'hs256') {
        const publicKey = createPublicKey({ key: { ...publicJwk }, format: 'jwk' })
        const secret = new TextEncoder().encode(String(publicKey.export({ type: 'pkcs1', format: 'pem' })))
        return `Bearer ${await unsigned.setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret)}`
      }
      unsigned.setProtectedHeader({ ...header, alg: 'RS256' })
      return `Bearer ${await unsigned.sign(key.pair.privateKey)}`
    },
  }
}

function payloadOf(token: Token, given: TokenClaims) {
  const now = Math.floor(Date.now() / 1_000)
  const serviceUrl = 'serviceUrl' in token ? token.serviceUrl : given.serviceUrl
  return {
    iss: token.issuer ?? ISSUER,
    aud: token.audience ?? given.appId,
    nbf: now + (token.from ?? -60),
    exp: now + (token.until ?? HOUR),
    ...(serviceUrl !== undefined && { serviceurl: serviceUrl }),
  }
}

/** How each forgery differs from a good token; the libraries allow five minutes of skew. */
function forged(
  kind: TokenKind,
  keys: { good: Key; webchat: Key; stranger: Key },
  claims: TokenClaims,
): Token {
  switch (kind) {
    case 'expired':
      return { from: -3 * HOUR, until: -HOUR }
    case 'notYetValid':
      return { from: HOUR, until: 2 * HOUR }
    case 'wrongAudience':
      return { audience: '99999999-8888-4777-8666-555555555555' }
    case 'wrongIssuer':
      return { issuer: 'https://issuer.example' }
    case 'unknownKey':
      return { key: keys.stranger }
    case 'forgedSignature':
      return { key: keys.stranger, kid: keys.good.kid }
    case 'notEndorsed':
      return { key: keys.webchat }
    case 'otherServiceUrl':
      return { serviceUrl: claims.otherServiceUrl }
    case 'noServiceUrl':
      return { serviceUrl: undefined }
    default:
      return {}
  }
}

async function makeKey(kid: string): Promise<Key> {
  return { kid, pair: await generateKeyPair('RS256', { extractable: true }) }
}

function publish(key: Key, jwk: JWK, endorsement: string): Dict {
  return { ...jwk, use: 'sig', kid: key.kid, x5t: key.kid, endorsements: [endorsement] }
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
