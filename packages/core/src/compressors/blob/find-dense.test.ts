import { describe, expect, it } from 'vitest'
import { atOnce } from '../../steps.ts'
import { type Dense, findDense } from './find-dense.ts'

const FOLDERS = ['auth', 'billing', 'search', 'profile']
const paths = Array.from({ length: 300 }, (_, at) => `src/components/${FOLDERS[at % 4]}/widgets/Item${at}View.tsx`)
const names = Array.from({ length: 400 }, (_, at) => `${FOLDERS[at % 4]}${FOLDERS[(at >> 2) % 4]}View`)

function denseIn(text: string): readonly Dense[] {
  return atOnce(findDense(text, 0, text.length))
}

describe('findDense', () => {
  it.each([',', ':', ';', '|', '&', '_', ' ', '\\n', '>'])('leaves paths joined by %j alone', (sign) => {
    expect(denseIn(`all_changed_files=${paths.join(sign)}\nany_changed=true\n`)).toEqual([])
  })

  it.each([',', ':', ';', '|', '&', ' ', '\\n', '=', '","'])('leaves names joined by %j alone', (sign) => {
    expect(denseIn(`names=${names.join(sign)}\n`)).toEqual([])
  })

  it.each([
    ['settings', names.map((name, at) => `${name}=${at % 7}`).join(';')],
    ['Windows paths', paths.map((path) => `C:\\${path.replaceAll('/', '\\')}`).join(';')],
    ['the query of a URL', `https://example.org/?${names.map((name) => `${name}=on`).join('&')}`],
    ['country codes', 'AF,AL,DZ,BR,FR,DE,GB,US,CA,CN,JP,KR,MX,NG,ZA,'.repeat(60)],
    ['code as written', 'const total = items.reduce((sum, item) => sum + item.price * item.count, 0); '.repeat(40)],
    ['JSON with code in it', '{"f":"(a)","g":"{b}"}'.repeat(200)],
    ['markup', '<td>(a){b};</td>'.repeat(200)],
    ['digits', '3141592653'.repeat(300)],
    ['a script without spaces', '春眠不觉晓处处闻啼鸟'.repeat(300)],
    ['a server event', `data: ${JSON.stringify({ files: paths, text: paths.join('_') })}`],
    ['an escaped URL', `https://example.org/r?to=${'deep%2Fer%2F'.repeat(300)}`],
  ])('leaves %s alone', (_, text) => {
    expect(denseIn(`a\n${text}\nb\n`)).toEqual([])
  })

  it.each([
    ['unbroken text', 'xA'.repeat(1_050)],
    ['unbroken text', '%7B%22someName%22%7D'.repeat(120)],
    ['unbroken text', '\\x0a\\x12name\\x22\\x05'.repeat(120)],
    ['minified JavaScript', 'function f(x){return x*2};'.repeat(100)],
    ['minified code', 'a.b{color:red;margin:0;background:url(x.png)}'.repeat(60)],
    ['source map', 'AAAA,SAASA,IAAIC;EACX,GAAG;'.repeat(100)],
  ])('knows %s', (what, text) => {
    expect(denseIn(`a\n${text}\nb\n`)).toEqual([{ start: 2, end: 2 + text.length, what }])
    expect(denseIn(`a\n${text.slice(0, 1_990)}\nb\n`)).toEqual([])
  })

  it('takes lines of more than 2,000 characters', () => {
    expect(denseIn(`\n${'x'.repeat(2_000)}\n`)).toEqual([])
    expect(denseIn(`\n${'x'.repeat(2_001)}\n`)).toEqual([{ start: 1, end: 2_002, what: 'unbroken text' }])
  })

  it('leaves a URL alone that begins with a path', () => {
    expect(denseIn(`https://example.org/${'deep/er/'.repeat(61)}here${'%7B%22some'.repeat(300)}`)).toEqual([])
    expect(denseIn(`/example.org/${'deep/er/'.repeat(61)}here${'%7B%22some'.repeat(300)}`)).toHaveLength(1)
  })

  it('takes no more than one window of something else into a stretch', () => {
    const code = 'function f(x){return x*2};'.repeat(200).slice(0, 10 * 512)
    const words = 'It was a bright cold day in April. '.repeat(40)
    expect(denseIn(code + words.slice(0, 512) + code)).toHaveLength(1)
    expect(denseIn(code + words.slice(0, 1_024) + code)).toHaveLength(2)
  })

  it('leaves a short stretch of a long line alone', () => {
    const words = 'It was a bright cold day in April. '.repeat(90)
    expect(denseIn(`${'a b\n'.repeat(1_000)}${'function f(x){return x*2};'.repeat(60)}${words}`)).toEqual([])
  })

  it('finds each of two stretches on a line', () => {
    const code = 'function f(x){return x*2};'.repeat(100)
    const prose = 'It was a bright cold day in April, and the clocks were striking. '.repeat(40)
    const found = denseIn(code + prose + code)
    expect(found.map(({ what }) => what)).toEqual(['minified JavaScript', 'minified JavaScript'])
    expect(found[0]?.end).toBeLessThan(code.length + 512)
    expect(found[1]?.start).toBeGreaterThan(code.length + prose.length - 512)
  })

  it('looks between two places only', () => {
    const text = `${'x'.repeat(3_000)}\n${'y'.repeat(3_000)}`
    expect(atOnce(findDense(text, 3_001, text.length))).toEqual([{ start: 3_001, end: 6_001, what: 'unbroken text' }])
    expect(atOnce(findDense(text, 0, 1_000))).toEqual([])
  })
})
