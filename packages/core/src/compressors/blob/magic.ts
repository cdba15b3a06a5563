/** Starts of files, as hex, and what they are. Sources: the formats' own specifications, as listed in file(1). */
const STARTS: readonly (readonly [start: string, type: string])[] = [
  ['89504e470d0a1a0a', 'PNG image'],
  ['ffd8ff', 'JPEG image'],
  ['474946383761', 'GIF image'],
  ['474946383961', 'GIF image'],
  ['49492a00', 'TIFF image'],
  ['4d4d002a', 'TIFF image'],
  ['00000100', 'ICO image'],
  ['255044462d', 'PDF document'],
  ['1f8b08', 'gzip data'],
  ['504b0304', 'zip archive'],
  ['28b52ffd', 'Zstandard data'],
  ['fd377a585a00', 'xz data'],
  ['425a68', 'bzip2 data'],
  ['377abcaf271c', '7z archive'],
  ['0061736d', 'WebAssembly module'],
  ['774f4632', 'WOFF2 font'],
  ['774f4646', 'WOFF font'],
  ['4f54544f', 'OpenType font'],
  ['0001000000', 'TrueType font'],
  ['7f454c46', 'ELF program'],
  ['cafebabe', 'Java class'],
  ['53514c69746520666f726d6174203300', 'SQLite database'],
  ['494433', 'MP3 audio'],
  ['4f676753', 'Ogg audio'],
  ['664c6143', 'FLAC audio'],
  ['1a45dfa3', 'Matroska video'],
]

/** Containers that name what they hold eight bytes in. */
const RIFF: readonly (readonly [name: string, type: string])[] = [
  ['57454250', 'WebP image'],
  ['57415645', 'WAV audio'],
  ['41564920', 'AVI video'],
]

/** Bytes that `typeOfBytes` looks at. */
export const MAGIC_LENGTH = 48

/** What a file is by its first bytes: `PNG image`, `gzip data`; `text` where all of them print. Undefined: unknown. */
export function typeOfBytes(bytes: readonly number[]): string | undefined {
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const known = STARTS.find(([start]) => hex.startsWith(start))
  if (known !== undefined) return known[1]
  if (hex.startsWith('52494646')) return RIFF.find(([name]) => hex.startsWith(name, 16))?.[1]
  if (hex.startsWith('66747970', 8)) return 'MP4 video'
  return bytes.length >= MAGIC_LENGTH && bytes.every(isPrinted) ? 'text' : undefined
}

function isPrinted(byte: number): boolean {
  return (byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9
}
