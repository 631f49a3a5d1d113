// Writes a picture of few colours with a palette: a third of the size that a browser gives it.
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const MOST_COLOURS = 256
/** Points of a colour from which it is kept as it is, and how near a rarer one is replaced. */
const MANY = 400
const ALIKE = 60

/**
 * @param {Buffer} png as a browser writes it: eight bits a channel, not interlaced
 * @returns {Buffer}
 */
export function smallPng(png) {
  const { width, height, channels, rows } = readPng(png)
  const colours = new Int32Array(width * height)
  for (let at = 0; at < colours.length; at++) {
    const from = at * channels
    colours[at] = (rows[from] << 16) | (rows[from + 1] << 8) | rows[from + 2]
  }
  const palette = paletteOf(colours)
  const numbers = new Map(palette.map((colour, number) => [colour, number]))
  const lines = Buffer.alloc((width + 1) * height)
  for (let at = 0; at < colours.length; at++) {
    const colour = colours[at]
    if (!numbers.has(colour)) numbers.set(colour, nearest(palette, colour))
    lines[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = numbers.get(colour)
  }
  const header = Buffer.from(png.subarray(16, 29))
  header[9] = 3
  const table = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function readPng(png) {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const channels = { 2: 3, 6: 4 }[png[25]]
  if (channels === undefined || png[24] !== 8 || png[28] !== 0) throw new Error('not a PNG of a browser')
  const parts = []
  for (let at = 8; at < png.length; ) {
    const size = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + size))
    at += size + 12
  }
  return {
    width,
    height,
    channels,
    rows: unfiltered(inflateSync(Buffer.concat(parts)), width * channels, channels),
  }
}

/** Takes back what each line's filter did: none, left, up, their mean, or the one of three that is nearest. */
function unfiltered(lines, stride, channels) {
  const rows = Buffer.alloc((lines.length / (stride + 1)) * stride)
  for (let from = 0, to = 0; from < lines.length; from += stride + 1, to += stride) {
    const filter = lines[from]
    for (let x = 0; x < stride; x++) {
      const left = x < channels ? 0 : rows[to + x - channels]
      const up = to === 0 ? 0 : rows[to + x - stride]
      const corner = to === 0 || x < channels ? 0 : rows[to + x - stride - channels]
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      rows[to + x] = lines[from + 1 + x] + guess
    }
  }
  return rows
}

function paeth(left, up, corner) {
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [left, up, corner].map((one) => Math.abs(guess - one))
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

function paletteOf(colours) {
  const counts = new Map()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const often = [...counts].sort(([a, many], [b, more]) => more - many || a - b)
  const palette = []
  for (const [colour, count] of often) {
    if (palette.length === MOST_COLOURS) break
    const near = palette.length > 0 && distance(palette[nearest(palette, colour)], colour) < ALIKE
    if (count > MANY || !near) palette.push(colour)
  }
  return palette
}

function nearest(palette, colour) {
  let found = 0
  let least = Number.POSITIVE_INFINITY
  for (const [number, one] of palette.entries()) {
    const far = distance(one, colour)
    if (far < least) [found, least] = [number, far]
  }
  return found
}

function distance(one, other) {
  return [16, 8, 0].reduce((sum, by) => sum + (((one >> by) & 255) - ((other >> by) & 255)) ** 2, 0)
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([size, body, sum])
}
