import { randomBytes, randomUUID } from 'node:crypto'
import type { Ids } from '../core/ports.js'

/** Ids from the operating system's randomness. */
export const systemIds: Ids = {
  ordered: () => uuidV7(Date.now(), randomBytes(10)),
  random: () => randomUUID(),
  bytes: (count) => randomBytes(count),
}

/** RFC 9562: 48 bits of milliseconds, then randomness. */
function uuidV7(milliseconds: number, random: Buffer): string {
  const bytes = Buffer.concat([Buffer.alloc(6), random])
  bytes.writeUIntBE(milliseconds, 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
