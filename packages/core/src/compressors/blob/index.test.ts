import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { testCompressor } from '../../testing.ts'
import { openNow } from '../open-now.ts'
import { readBlobs } from './document.ts'
import { blob } from './index.ts'

const png = base64(noise(3_000, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
const script = minified(12_000)
const samples = [
  `<img src="data:image/png;base64,${png}"> and a caption\n`,
  `/*! tool v1 */\n${script}\n//# sourceMappingURL=tool.js.map\n`,
  `certificate: none\nfirmware: ${hex(noise(800))}\nstate: ok\n`,
]

/** The contract runs over hundreds of texts, on a busy machine for some seconds. */
const CONTRACT_MILLISECONDS = 60_000

describe('the contract', () => {
  it.each(testCompressor('blob', blob, samples))(
    '$name',
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined()
    },
    CONTRACT_MILLISECONDS,
  )
})

describe('blob', () => {
  it('replaces data in its place and leaves the rest as it was', () => {
    const view = openNow(blob, samples[0] ?? '')?.view({ query: '' })
    expect(view?.text).toMatch(
      /^<img src="\[data URL image\/png, 3,000 bytes in 4,022 characters, hash [0-9a-f]{16}\]"> and a caption\n$/,
    )
    expect(view).toMatchObject({ unit: 'stretches', total: 3, kept: 2 })
    expect(view?.facts).toEqual([
      'In brackets in place of the other: 1 data URL image/png (line 1)',
      'To see one whole, ask for its lines',
    ])
  })

  it('shows the start and the end of minified code, and what the query names', () => {
    const view = openNow(blob, samples[1] ?? '')?.view({ query: 'where is f77 or x88 or g90x defined?' })
    expect(view?.text.startsWith(`/*! tool v1 */\n${script.slice(0, 290)}`)).toBe(true)
    expect(view?.text.endsWith(`${script.slice(-90)}\n//# sourceMappingURL=tool.js.map\n`)).toBe(true)
    expect(view?.text).not.toContain('e.x100||t')
    const named = openNow(blob, samples[1] ?? '')?.view({ query: 'what does x100 do, and x101?' })
    expect(named?.text).toContain('e.x100||t')
    expect(named?.text).toContain('e.x101||t')
  })

  it('shows the surroundings of words that stand close to each other as one', () => {
    const code = samples[1] ?? ''
    const shown = `needle${code.slice(5_000, 5_150)}thread`
    const text = `${code.slice(0, 5_000)}${shown}${code.slice(5_150)}`
    const view = openNow(blob, text)?.view({ query: 'where are needle and thread?' })
    expect(view?.text).toContain(`${code.slice(4_920, 5_000)}${shown}${code.slice(5_150, 5_220)}`)
  })

  it('leaves out as many characters as it says', () => {
    for (const query of ['', 'where are call, return and function used?']) {
      const view = openNow(blob, samples[1] ?? '')?.view({ query })
      const gaps = [...(view?.text ?? '').matchAll(/\[… ([\d,]+) characters left out[^\]]*…\]/g)]
      const out = gaps.reduce((sum, [, count = '']) => sum + Number(count.replaceAll(',', '')), 0)
      const marks = gaps.reduce((sum, [mark]) => sum + mark.length, 0)
      const total = (samples[1] ?? '').length.toLocaleString('en')
      expect(view?.reasons).toEqual([
        'all but minified JavaScript',
        `${out.toLocaleString('en')} of ${total} characters left out`,
      ])
      expect(view?.text).toMatch(/ left out: minified JavaScript, 12,000 characters in all, hash [0-9a-f]{16} …\]/)
      expect((view?.text.length ?? 0) - marks + out).toBe((samples[1] ?? '').length)
    }
  })

  it('tells each kind and its lines', () => {
    const data = base64(noise(1_800)).replaceAll(/.{76}/g, '$&\n')
    const text = ['a', data, 'x'.repeat(3_000), script, data, 'b', data, data, script, data, 'c'].join('\n')
    const view = openNow(blob, text)?.view({ query: '' })
    expect(view?.reasons[0]).toBe('all but base64 data and unbroken text and minified JavaScript')
    expect(view?.facts[0]).toBe(
      'In brackets in place of the others: 5 base64 data (lines 2-33, 36-67, 69-100, 101-132, …), 1 unbroken text (line 34), 2 minified JavaScript (lines 35, 133)',
    )
  })

  it('names a line once', () => {
    const view = openNow(blob, `${`${png} `.repeat(5)}\n`)?.view({ query: '' })
    expect(view?.facts[0]).toBe('In brackets in place of the others: 5 base64 PNG image (line 1)')
  })

  it('has no view of code, prose, data or patches, however long the lines', () => {
    const lines = [
      'const total = items.reduce((sum, item) => sum + item.price * item.count, 0);\n'.repeat(200),
      'It was a bright cold day in April, and the clocks were striking thirteen. '.repeat(400),
      JSON.stringify(Array.from({ length: 400 }, (_, id) => ({ id, name: `item ${id}`, done: id % 2 === 0 }))),
      Array.from({ length: 4_000 }, (_, at) => at * 37).join(','),
      `https://example.org/${'deep/er/'.repeat(600)}`,
      'const total = items.reduce((sum, item) => sum + item.price * item.count, 0); '.repeat(100),
      '3141592653'.repeat(500),
    ]
    for (const text of lines) expect(openNow(blob, text)?.view({ query: '' })).toBeUndefined()
    expect(blob.detect(`diff --git a/x.min.js b/x.min.js\n--- a/x.min.js\n+++ b/x.min.js\n+${script}\n`)).toBe(0)
  })

  const long = base64(noise(1_802, [7])).replaceAll(/[+/]/g, 'x')
  const lines = long.replaceAll(/.{64}/g, '$&\n')
  it.each([
    ['a private key', `key:\n-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`],
    [
      'a private key with headers',
      `key:\n-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0123456789ABCDEF\n\n${lines}\n-----END RSA PRIVATE KEY-----\n`,
    ],
    [
      'a PGP block',
      `-----BEGIN PGP MESSAGE-----\nVersion: GnuPG v2\nComment: from me to you\n\n${lines}\n=abcd\n-----END PGP MESSAGE-----\n`,
    ],
    ['an SSH2 public key', `---- BEGIN SSH2 PUBLIC KEY ----\nComment: me\n${lines}\n---- END SSH2 PUBLIC KEY ----\n`],
    ['an authorized key', `keys:\nssh-rsa ${long} me@host\n`],
    ['a line of known hosts', `example.org ecdsa-sha2-nistp256 ${long}\n`],
    ['a key of PuTTY', `Encryption: none\nPrivate-Lines: 36\n${lines}\nPrivate-MAC: 0\n`],
    [
      'a long key on one line',
      `client-key-data: ${base64([...`-----BEGIN KEY-----\n${lines}`].map((letter) => letter.charCodeAt(0)))}\n`,
    ],
    ['a URL', `see https://example.org/play?code=${long} for more\n`],
    ['the data of a web token', `token: eyJhbGciOiJSUzI1NiJ9.${long.replaceAll('=', '')}.c2lnbmF0dXJl\n`],
    ['the head of a web token', `token: eyJ${long.replaceAll('=', '')}.e30.c2lnbmF0dXJl\n`],
    [
      'a list of digests',
      `${Array.from({ length: 40 }, (_, at) => hex(noise(32, [at]))).join('\n')}\n${hex(noise(16))}\n`,
    ],
  ])('leaves %s alone', (_, text) => {
    expect(openNow(blob, text)).toBeUndefined()
    expect(openNow(blob, `blob: ${long}\n`)).toBeDefined()
  })

  it('ends data where a line is longer than those above', () => {
    const png64 = base64(noise(1_200, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])).replaceAll(/.{64}/g, '$&\n')
    const longer = hex(noise(50))
    const view = openNow(blob, `${png64}${longer}\n`)?.view({ query: '' })
    expect(view?.text).toMatch(
      new RegExp(`^\\[base64 PNG image, 1,200 bytes in 1,624 characters, hash [0-9a-f]{16}\\]\n${longer}\n$`),
    )
  })

  it('takes data behind an armoured block', () => {
    const text = `-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n${long}\n`
    expect(openNow(blob, text)?.view({ query: '' })?.text).toContain(
      '-----END CERTIFICATE-----\n[base64 data, 1,802 bytes',
    )
  })

  it('leaves a key inside minified code as it is', () => {
    const key = `"-----BEGIN PRIVATE KEY-----\\n${long}\\n-----END PRIVATE KEY-----"`
    expect(openNow(blob, script + key + script)?.view({ query: '' })?.text).toContain(long)
  })

  it('keeps what stands before hex digits', () => {
    const view = openNow(blob, `bytecode: 0x${hex(noise(1_200))}\n`)?.view({ query: '' })
    expect(view?.text).toMatch(/^bytecode: 0x\[hex data, 1,200 bytes in 2,400 characters, hash [0-9a-f]{16}\]\n$/)
  })

  it('cuts any text into stretches that together are the text', () => {
    const part = fc.oneof(
      fc.constantFrom(
        png,
        script,
        hex(noise(700)),
        '\n',
        '\r\n',
        '=',
        ' ',
        '"',
        'data:image/png;base64,',
        ',;',
        '\ud800',
      ),
      fc.string(),
      fc.nat({ max: 3_000 }).map((length) => minified(length)),
      fc.nat({ max: 1_500 }).map((length) => base64(noise(length))),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        const document = atOnce(readBlobs(text))
        if (document === undefined) return
        expect(document.units.map((unit) => unit.text).join('')).toBe(text)
        for (const { start, line } of document.stretches) expect(line).toBe(text.slice(0, start).split('\n').length)
      }),
      { seed: 20_261_122, numRuns: 300 },
    )
  })

  it('takes short steps through one long line', () => {
    const text = `x${base64(noise(300_000, [0x25, 0x50, 0x44, 0x46, 0x2d])).repeat(5)}${minified(500_000)}`
    const steps = readBlobs(text)
    let count = 0
    while (steps.next().done !== true) count++
    expect(count).toBeGreaterThan(text.length / 100_000)
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

/** Minified JavaScript of about so many characters, no two functions alike. */
function minified(length: number): string {
  const functions = Array.from(
    { length: Math.ceil(length / 60) },
    (_, at) => `function f${at}(e,t){var n=e.x${at}||t;return n?n.call(this,t)+${at}:(t=g${at}(e),e&&t(${at * 7}))}`,
  )
  return functions.join('').slice(0, length)
}
