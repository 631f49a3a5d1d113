import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** RFC 6455's fixed text for the handshake. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const OP = { continuation: 0x0, text: 0x1, close: 0x8, ping: 0x9, pong: 0xa } as const

export interface ServerSocket {
  send(text: string): void
  /** Says goodbye and closes. */
  close(): void
  /** Cuts the connection. */
  destroy(): void
  onClose(listener: () => void): void
}

interface Frame {
  fin: boolean
  op: number
  payload: Buffer
  size: number
}

/** The server's half of RFC 6455, as much of it as Socket Mode uses: text, ping, pong, close; no extensions. */
export function acceptWebSocket(
  req: IncomingMessage,
  stream: Duplex,
  head: Buffer,
  heard: (text: string) => void,
): ServerSocket | undefined {
  const key = req.headers['sec-websocket-key']
  if (req.headers.upgrade?.toLowerCase() !== 'websocket' || !key) {
    stream.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
    return undefined
  }
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64')
  stream.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  const read = reader(stream, heard)
  stream.on('error', () => stream.destroy())
  stream.on('data', read)
  if (head.length > 0) read(head)
  return {
    send: (text) => write(stream, OP.text, Buffer.from(text)),
    close: () => goodbye(stream, 1_000),
    destroy: () => {
      stream.destroy()
    },
    onClose: (listener) => {
      stream.once('close', listener)
    },
  }
}

function reader(stream: Duplex, heard: (text: string) => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0)
  let parts: Buffer[] = []
  return (chunk) => {
    pending = Buffer.concat([pending, chunk])
    for (let frame = parse(pending); frame; frame = parse(pending)) {
      pending = pending.subarray(frame.size)
      if (frame.op === OP.ping) write(stream, OP.pong, frame.payload)
      else if (frame.op === OP.close) goodbye(stream, 1_000)
      else if (frame.op === OP.text || frame.op === OP.continuation) {
        parts.push(frame.payload)
        if (!frame.fin) continue
        const text = Buffer.concat(parts).toString('utf8')
        parts = []
        heard(text)
      }
    }
  }
}

/** The first whole frame of the buffer, unmasked, or undefined when more bytes are to come. */
function parse(buffer: Buffer): Frame | undefined {
  if (buffer.length < 2) return undefined
  const first = buffer.readUInt8(0)
  const second = buffer.readUInt8(1)
  const masked = (second & 0x80) !== 0
  let length = second & 0x7f
  let at = 2
  if (length === 126) {
    if (buffer.length < 4) return undefined
    length = buffer.readUInt16BE(2)
    at = 4
  } else if (length === 127) {
    if (buffer.length < 10) return undefined
    length = Number(buffer.readBigUInt64BE(2))
    at = 10
  }
  const size = at + (masked ? 4 : 0) + length
  if (buffer.length < size) return undefined
  const payload = Buffer.from(buffer.subarray(size - length, size))
  if (masked) {
    for (let i = 0; i < length; i += 1) payload[i] = (payload[i] ?? 0) ^ (buffer[at + (i % 4)] ?? 0)
  }
  return { fin: (first & 0x80) !== 0, op: first & 0x0f, payload, size }
}

function write(stream: Duplex, op: number, payload: Buffer): void {
  if (!stream.writable) return
  const { length } = payload
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10)
  header.writeUInt8(0x80 | op, 0)
  header.writeUInt8(length < 126 ? length : length < 65_536 ? 126 : 127, 1)
  if (header.length === 4) header.writeUInt16BE(length, 2)
  if (header.length === 10) header.writeBigUInt64BE(BigInt(length), 2)
  stream.write(Buffer.concat([header, payload]))
}

function goodbye(stream: Duplex, code: number): void {
  const payload = Buffer.alloc(2)
  payload.writeUInt16BE(code)
  write(stream, OP.close, payload)
  stream.end()
}
