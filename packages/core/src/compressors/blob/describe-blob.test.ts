import { describe, expect, it } from 'vitest'
import { describeBlob } from './describe-blob.ts'

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const png = base64(noise(1_500, PNG))
const HASH = 'hash [0-9a-f]{16}]$'

function wrappedAt(width: number, text: string, end = '\n'): string {
  return text.replaceAll(new RegExp(`.{${width}}(?!$)`, 'g'), `$&${end}`)
}

describe('describeBlob', () => {
  it('tells type, bytes, characters and hash of base64', () => {
    expect(describeBlob(png)).toMatch(new RegExp(`^\\[base64 PNG image, 1,500 bytes in 2,000 characters, ${HASH}`))
  })

  it('knows the URL-safe alphabet', () => {
    const safe = png.replaceAll('+', '-').replaceAll('/', '_')
    expect(describeBlob(safe)).toMatch(/^\[base64 PNG image, 1,500 bytes/)
  })

  it('counts the bytes of padded and unpadded base64', () => {
    for (const extra of [0, 1, 2]) {
      const text = base64(noise(900 + extra, PNG))
      expect(describeBlob(text)).toContain(`, ${900 + extra} bytes in`)
      expect(describeBlob(text.replaceAll('=', ''))).toContain(`, ${900 + extra} bytes in`)
    }
  })

  it.each(['\n', '\r\n', '\n    ', '\\n'])('reads over line breaks written as %j', (end) => {
    const text = wrappedAt(76, base64(noise(1_001, [0x1f, 0x8b, 0x08])), end)
    expect(describeBlob(text)).toMatch(/^\[base64 gzip data, 1,001 bytes in/)
    expect(describeBlob(`${text}\n`)).toMatch(/^\[base64 gzip data, 1,001 bytes in/)
  })

  it('names the MIME type of a data URL', () => {
    const text = `data:font/woff2;charset=utf-8;base64,${base64(noise(600))}`
    expect(describeBlob(text)).toMatch(/^\[data URL font\/woff2, 600 bytes in 837 characters, /)
  })

  it.each([
    ['JPEG image', [0xff, 0xd8, 0xff]],
    ['GIF image', [...'GIF89a'].map((letter) => letter.charCodeAt(0))],
    ['WebP image', [...'RIFF0000WEBP'].map((letter) => letter.charCodeAt(0))],
    ['PDF document', [...'%PDF-1.7'].map((letter) => letter.charCodeAt(0))],
    ['zip archive', [0x50, 0x4b, 3, 4]],
    ['WebAssembly module', [0, 0x61, 0x73, 0x6d]],
    ['WOFF2 font', [...'wOF2'].map((letter) => letter.charCodeAt(0))],
    ['MP4 video', [0, 0, 0, 0x20, ...[...'ftyp'].map((letter) => letter.charCodeAt(0))]],
  ])('knows a %s by its first bytes', (type, start) => {
    expect(describeBlob(base64(noise(600, start)))).toContain(`[base64 ${type}, 600 bytes`)
    expect(describeBlob(hex(noise(600, start)))).toContain(`[hex ${type}, 600 bytes`)
  })

  it('knows base64 of text and of unknown bytes', () => {
    const words = [...'The quick brown fox jumps over the lazy dog. '.repeat(30)].map((letter) => letter.charCodeAt(0))
    expect(describeBlob(base64(words))).toContain('[base64 text, 1,350 bytes')
    expect(describeBlob(base64(noise(900)))).toContain('[base64 data, 900 bytes')
    const json = [...JSON.stringify({ words: words.length, text: 'Key 4 To 9 '.repeat(99) })]
    expect(describeBlob(base64(json.map((letter) => letter.charCodeAt(0))))).toContain('[base64 text, ')
  })

  it('takes what looks like a token for data where it is too long to be sent along', () => {
    expect(describeBlob(base64(noise(3_072, [0x80, 0, 0, 0, 0, 0x60])))).toBeUndefined()
    expect(describeBlob(base64(noise(3_075, [0x80, 0, 0, 0, 0, 0x60])))).toContain('[base64 data, 3,075 bytes')
  })

  it('knows hex of a thousand digits and more, on one line or wrapped', () => {
    expect(describeBlob(hex(noise(500)))).toContain('[hex data, 500 bytes in 1,000 characters')
    expect(describeBlob(hex(noise(500)).toUpperCase())).toContain('[hex data, 500 bytes')
    expect(describeBlob(wrappedAt(60, hex(noise(505))))).toContain('[hex data, 505 bytes')
    expect(describeBlob(hex(noise(499)))).toBeUndefined()
  })

  it.each(['0x', '0X', '\\x', '\\\\x'])('knows hex behind %s', (prefix) => {
    const digits = hex(noise(1_200))
    expect(describeBlob(prefix + digits)).toMatch(
      new RegExp(`^\\[hex data, 1,200 bytes in ${(2_400 + prefix.length).toLocaleString('en')} characters`),
    )
    expect(describeBlob(`y${digits}`)).toBeUndefined()
  })

  it('gives equal texts equal hashes, others others, however long', () => {
    for (const size of [600, 60_000]) {
      const bytes = noise(size, PNG)
      const line = describeBlob(base64(bytes))
      expect(describeBlob(base64([...bytes]))).toBe(line)
      expect(describeBlob(base64([...bytes.slice(0, -1), (bytes.at(-1) ?? 0) ^ 1]))).not.toBe(line)
    }
  })

  it.each([
    ['a short stretch', png.slice(0, 396)],
    ['a session token', base64(noise(700))],
    ['a web token', `eyJhbGciOiJSUzI1NiJ9.${base64(noise(1_200)).replaceAll(/[+/=]/g, 'x')}.${base64(noise(256))}`],
    [
      'a private key',
      `-----BEGIN PRIVATE KEY-----\n${wrappedAt(64, base64(noise(1_201)))}\n-----END PRIVATE KEY-----\n`,
    ],
    [
      'a key in base64',
      base64([...`-----BEGIN RSA PRIVATE KEY-----\n${base64(noise(900))}`].map((letter) => letter.charCodeAt(0))),
    ],
    ['an OpenSSH key', base64(noise(1_040, [0, 0, 0, 7, ...[...'ssh-rsa'].map((letter) => letter.charCodeAt(0))]))],
    ['a private key without armour', base64(noise(2_350, [0x30, 0x82, 9, 0x29, 2, 1, 0]))],
    [
      'a Fernet token',
      base64(noise(1_200, [0x80, 0, 0, 0, 0, 0x60]))
        .replaceAll('+', '-')
        .replaceAll('/', '_'),
    ],
    ['a URL', `https://example.org/play?code=${base64(noise(1_200)).replaceAll(/[+/=]/g, 'x')}`],
    ['a path', '/usr/local/share/applications/node_modules'.repeat(30)],
    ['an identifier', 'thisIsAVeryLongIdentifierName4'.repeat(60)],
    ['what mixes both alphabets', base64(noise(900)).replace('+', '-')],
    ['one letter', 'a'.repeat(5_000)],
    ['a number', '3141592653'.repeat(200)],
    ['a list of digests', Array.from({ length: 40 }, (_, at) => hex(noise(32, [at]))).join('\n')],
    ['a list of tokens', Array.from({ length: 40 }, (_, at) => base64(noise(48, [at]))).join('\n')],
    ['prose', 'It was a bright cold day in April, and the clocks were striking thirteen. '.repeat(20)],
    ['a blob with words behind it', `${png} and more`],
    ['JSON', JSON.stringify({ image: png })],
  ])('leaves %s alone', (_, text) => {
    expect(describeBlob(text)).toBeUndefined()
  })
})

/** Bytes without a pattern, the same at every call, after given first ones. */
function noise(count: number, start: readonly number[] = []): readonly number[] {
  const rest = Array.from({ length: count - start.length }, (_, at) => (((at + 1) ** 2 * 7_919) >>> 5) & 0xff)
  return [...start, ...rest]
}

function base64(bytes: readonly number[]): string {
  return btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''))
}

function hex(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
