/** CRC-32 of bytes as ISO 3309, zlib and AWS event streams have it: a whole number from 0 to 2³² - 1. */
export function crc32(bytes: Uint8Array): number {
  let crc = ALL_ONES
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ ALL_ONES) >>> 0
}

const ALL_ONES = 0xffffffff
/** The polynomial, bits reversed. */
const POLYNOMIAL = 0xedb88320

/** For each byte, what shifting it out adds. */
const TABLE: Int32Array = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1
  return crc
})
