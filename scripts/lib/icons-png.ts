// PNG as far as our icons need it: 8 bits a channel with alpha, no interlacing. Written by node's zlib alone.
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Bit depth 8, colour type RGBA, and the only compression, filter and interlace methods. */
const RGBA_8 = [8, 6, 0, 0, 0]

const chunk = (type: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

/** @param pixels square, row by row, red, green, blue, alpha */
export const encodePng = (pixels: Uint8Array, size: number): Buffer => {
  const head = Buffer.alloc(8 + RGBA_8.length)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set(RGBA_8, 8)
  const lines = Array.from({ length: size }, (_, row) =>
    Buffer.concat([Buffer.from([0]), pixels.subarray(row * size * 4, (row + 1) * size * 4)]),
  )
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(lines), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Width and height in pixels; null where the bytes are no PNG. */
export const pngSize = (bytes: Uint8Array): { width: number; height: number } | null => {
  const file = Buffer.from(bytes)
  if (file.length < 24 || !file.subarray(0, 8).equals(SIGNATURE)) return null
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20) }
}

/** The pixels of a file that encodePng wrote; null for any other. */
export const decodePng = (bytes: Uint8Array): Uint8Array | null => {
  const file = Buffer.from(bytes)
  const size = pngSize(file)?.width
  const start = file.indexOf('IDAT', 0, 'latin1')
  if (size === undefined || start < 0) return null
  const lines = inflateSync(file.subarray(start + 4, start + 4 + file.readUInt32BE(start - 4)))
  const width = size * 4 + 1
  if (lines.length !== width * size) return null
  return Buffer.concat(
    Array.from({ length: size }, (_, row) => lines.subarray(row * width + 1, (row + 1) * width)),
  )
}
