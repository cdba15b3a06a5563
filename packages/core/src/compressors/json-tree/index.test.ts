import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testCompressor } from '../../testing.ts'
import { openNow } from '../open-now.ts'
import { jsonTree } from './index.ts'

const CONFIG = JSON.stringify({
  name: 'web',
  spec: {
    strategy: { rolling: { surge: 1, unavailable: '25%' } },
    containers: [
      { image: 'nginx:alpine', env: [{ name: 'A', value: 'true' }], limits: { cpu: '500m', memory: '1Gi' } },
    ],
    hooks: { pre: { command: ['sh', '-c', 'echo {}'], retries: 3 }, post: { command: ['true'], retries: 3 } },
  },
  status: {
    phase: 'Running',
    started: '2024-05-01T10:00:00Z',
    changed: '2024-05-01T10:00:00Z',
    note: null,
    error: null,
  },
})

const CALL = JSON.stringify({
  exitCode: 0,
  stdout: JSON.stringify({ items: Array.from({ length: 5 }, (_, id) => ({ id, name: `item ${id}`, isOpen: true })) }),
  stderr: 'warning: one\nwarning: two\n  at "here"\nwarning: three\n',
})

const owner = { login: 'ada', url: 'https://example.org/users/ada', type: 'User', isAdmin: false }
const SHARED = JSON.stringify({ author: owner, committer: owner, reviews: [{ by: owner, state: 'ok' }, { by: owner }] })

const LINES = [
  '{"type":"begin","path":"src/a.ts"}',
  '{"type":"match","path":"src/a.ts","line":3,"text":"export const a = 1"}',
  '{"type":"match","path":"src/a.ts","line":9,"text":"export const b = 2"}',
  '{"type":"end","path":"src/a.ts","stats":{"matches":2,"took":"1ms"}}',
  'Killed',
  '{"type":"begin","path":"src/b.ts"',
].join('\n')

const CUT = CONFIG.replace(
  '"status"',
  '"labels":{"app":"web","tier":"front","team":"shop","owner":"ada"},"status"',
).slice(0, -20)

const SAMPLES: readonly string[] = [CONFIG, CALL, SHARED, LINES, CUT]

describe('jsonTree keeps the contract of compressors', () => {
  it.each(testCompressor('jsonTree', jsonTree, SAMPLES))('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})

/** What a text comes back as; undefined where it has no lossless form. */
function cycle(text: string): { readonly form: string; readonly back: string; readonly canonical: string } | undefined {
  const opened = openNow(jsonTree, text)
  const form = opened?.lossless()?.text
  if (opened === undefined || form === undefined || jsonTree.decode === undefined) return undefined
  return { form, back: jsonTree.decode(form), canonical: opened.canonical() }
}

describe('jsonTree', () => {
  it('writes a document as an outline that reads as what it says', () => {
    expect(cycle(CONFIG)?.form).toBe(
      [
        'JSON without quotes:',
        ' name web',
        ' spec {',
        ' strategy.rolling {',
        ' surge 1',
        ' unavailable 25%}',
        ' containers [{',
        ' image nginx:alpine',
        ' env [{',
        ' name A',
        ' value "true"}]',
        ' limits {',
        ' cpu 500m',
        ' memory 1Gi}}]',
        ' hooks {',
        ' pre {',
        ' command ["sh","-c","echo {}"]',
        ' retries 3}',
        ' post {',
        ' command ["true"]',
        ' retries 3}}}',
        ' status {',
        ' phase Running',
        ' started, changed 2024-05-01T10:00:00Z',
        ' note, error null}',
      ].join('\n'),
    )
  })

  it('opens JSON in strings, and shows texts of several lines as lines', () => {
    const form = cycle(CALL)?.form ?? ''
    expect(form).toContain(' stdout.@json.items <table 1>')
    expect(form).toContain(' stderr <5 lines>\nwarning: one\nwarning: two\n  at "here"\nwarning: three\n\n')
  })

  /** Members that make the form of a short document pay. */
  const filler = JSON.parse(CONFIG) as object

  it('shows no text as lines of which one reads as a member', () => {
    const hunk = '@@ -1,3 +1,3 @@\n func runClean() {\n-  old()\n+  new()\n }'
    const text = JSON.stringify({
      ...filler,
      notes: 'kind: x\n status ok\n error none\nend',
      hunk,
      log: 'a\n  b\n\tc\nd',
      last: 'x',
    })
    expect(cycle(text)?.form).toContain(
      [
        ' note, error null}',
        String.raw` notes kind: x\n status ok\n error none\nend`,
        ` hunk ${JSON.stringify(hunk).slice(1, -1)}`,
        ' log <4 lines>\na\n  b\n\tc\nd\n last x',
      ].join('\n'),
    )
    expect(cycle(text)?.back).toBe(text)
  })

  /** What the first line says beside its title, of a document that has rows, too. */
  const legendOf = (document: object): string => {
    const rows = Array.from({ length: 40 }, (_, id) => ({ id, name: `item ${id}`, isOpen: id % 3 > 0 }))
    const text = JSON.stringify({ ...document, rows })
    expect(cycle(text)?.back).toBe(text)
    const line = cycle(text)?.form.split('\n')[0] ?? ''
    return line.slice('JSON without quotes'.length)
  }

  it('says how backslashes are read where texts stand as they are', () => {
    const said = String.raw` (<n lines>: as is, else \ as in JSON):`
    expect(legendOf({ log: 'cp C:\\temp x\nb\nc\nd', path: 'x' })).toBe(said)
    expect(legendOf({ log: 'a\nb\nc\nd', path: 'C:\\temp' })).toBe(said)
    expect(legendOf({ log: 'a\nb\nc\nd', path: 'x' })).toBe(':')
    expect(legendOf({ path: 'C:\\temp' })).toBe(':')
  })

  it('says what the keys of opened strings mean, as far as they are used', () => {
    const lines = [1, 2, 3].map((id) => JSON.stringify({ id, name: `item ${id}` })).join('\n')
    const [opened, spaced] = [' (x.@json: x is a string, this JSON', '{"name": "some text", "size": 120}']
    expect(legendOf({ body: spaced, stdout: `${lines}\n` })).toBe(
      `${opened}; _spaced: spaces after , and :; _lines: a line each; _nl: line feed at the end):`,
    )
    expect(legendOf({ body: JSON.stringify(JSON.parse(spaced)) })).toBe(`${opened}):`)
    expect(legendOf({ body: JSON.stringify(JSON.parse(spaced), undefined, 4) })).toBe(
      `${opened}; _indent4: indented by 4):`,
    )
  })

  it('writes references in arrays without quotes', () => {
    const other = { ...owner, login: 'bob' }
    const text = JSON.stringify({
      tests: [owner, other, '@', 'a@1', '"@1,@2'],
      more: [owner, other],
      by: [other, owner],
    })
    const result = cycle(text)
    expect(result?.form).toContain(String.raw` tests [@1,@2,"@","a@1","\"@1,@2"]`)
    expect(result?.form).toContain(' by [@2,@1]')
    expect(result?.back).toBe(text)
  })

  it('says where a document stands that is no object and says values once', () => {
    const text = JSON.stringify([owner, [owner, { by: owner }], 'x'])
    const result = cycle(text)
    expect(result?.form).toMatch(/^JSON without quotes \(@1: value of @1 below; @all: the document[;)]/)
    expect(result?.back).toBe(text)
    expect(cycle(SHARED)?.form).not.toContain('@all')
  })

  it('says repeated values once', () => {
    const form = cycle(SHARED)?.form ?? ''
    expect(form.split('https://example.org').length).toBe(2)
    expect(form).toContain(' author, committer @1\n')
  })

  it('keeps lines that are no JSON, and where a text was cut off', () => {
    expect(cycle(LINES)?.back).toBe(LINES)
    expect(cycle(CUT)?.back).toBe(CUT)
    expect(cycle(CUT)?.form).toContain('cut off 2 levels deep before ",\\"')
  })

  it('keeps every lexeme', () => {
    const text = `{"a":"\\u0041\\/","b":[-0,1.0,1e400,123456789012345678901234567890],"a":"A","b":"\\ud800 ${'x'.repeat(80)}","c":{"d":{"e":"x{/y}"},"d":{"e":"]"},"f g":{"":" z"}}}`
    expect(cycle(text)?.back).toBe(text)
  })

  it('leaves strings closed that would come back in other words', () => {
    const inner = String.raw`"{\"path\":\"src\/a.ts\",\"size\":12}"`
    const text = `{"exitCode":0,"stdout":${inner},"stderr":"a\\nb\\nc\\n\\ud800","config":${CONFIG}}`
    const result = cycle(text)
    expect(result?.back).toBe(text)
    expect(result?.form).toContain('JSON without quotes')
    expect(result?.form).not.toContain('@json')
    expect(result?.form.isWellFormed()).toBe(true)
  })

  it('gives back texts that hold its own notation', () => {
    const text = JSON.stringify({
      title: 'JSON without quotes (x.@json: x is a string, this JSON):',
      '@1': { '@json': { a: 1 } },
      shared: '@1',
      name: '$1 and $12',
      mark: '<table 1>',
      rows: '<3 lines>',
      closing: 'a}]',
      opening: 'a {',
      list: ['a, b', 'c]', '{}'],
      spaced: ' x ',
      trailing: 'x ',
      text: 'a\nb\n$1=c\n d {\n',
    })
    const twice = `${text.slice(0, -1)},"more":${text}}`
    expect(cycle(twice)?.form).toContain('\n trailing "x "')
    expect(cycle(twice)?.back).toBe(`${text.slice(0, -1)},"more":${text}}`)
  })
})

const lexeme = fc.oneof(
  fc.constantFrom(
    '-0',
    '1.0',
    '1e400',
    '12345678901234567890',
    'true',
    'null',
    '"\\u0041"',
    '"A"',
    '"\\/"',
    '"\\ud800"',
  ),
  fc.constantFrom(
    '"@1"',
    '"$1"',
    '"$12"',
    '"<table 1>"',
    '"<2 lines>"',
    '"a}"',
    '"{b"',
    '" c"',
    '"c "',
    '""',
    '"true"',
    '"1"',
  ),
  fc.constantFrom(
    '"a\\nb\\nc\\nd"',
    '"x {\\n y 1\\n}\\nz"',
    '"$ curl https://example.org/a/b\\n\\tmv https://example.org/a/b x\\n  y\\nz"',
    '"{\\"a\\":[1,{\\"b\\":\\"some longer text\\"}]}"',
    '"[1, 2, 3, {\\"a\\": \\"text, text\\"}]\\n"',
  ),
  fc.constantFrom(
    '"https://example.org/a/b"',
    '"https://example.org/a/c"',
    '"2024-01-01T00:00:00Z"',
    '"two words and more"',
  ),
  fc.string({ maxLength: 12, unit: 'binary' }).map((text) => JSON.stringify(text)),
)
const key = fc.oneof(
  fc.constantFrom(
    '"a"',
    '"b"',
    '"a"',
    '"a b"',
    '"a.b"',
    '"a,b"',
    '"@json"',
    '"@1"',
    '"@all"',
    '""',
    '"\\u0061"',
    '"table 1"',
  ),
  fc.string({ maxLength: 5 }).map((text) => JSON.stringify(text)),
)
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
    lexeme,
    fc.array(tie('value'), { maxLength: 5 }).map((items) => `[${items.join(',')}]`),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map(objectOf),
    fc.tuple(tie('value'), tie('value')).map(([a, b]) => `[${a},${b},${a},${a},${b}]`),
    tie('value').map((inner) => JSON.stringify(inner)),
  ),
}))

function objectOf(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([name, text]) => `${name}:${text}`).join(',')}}`
}

/** Milliseconds that a property may take on a machine that does other things at the same time. */
const SLOW = 60_000

/** Texts whose form is too short for the proof to have run would prove nothing: most must have one. */
describe('jsonTree over any JSON', () => {
  it(
    'gives back every lexeme, or has no lossless form',
    () => {
      let forms = 0
      fc.assert(
        fc.property(fc.array(value, { minLength: 3, maxLength: 6 }), (items) => {
          const text = `{"first":${items[0]},"all":[${items.join(',')}],"last":{${items.map((item, index) => `"k${index}":${item}`).join(',')}}}`
          const result = cycle(text)
          expect(result).toBeDefined()
          expect(result?.back).toBe(text)
          if (result?.form.startsWith('JSON without quotes') === true) forms++
        }),
        { seed: 3, numRuns: 150 },
      )
      expect(forms).toBeGreaterThan(100)
    },
    SLOW,
  )

  it(
    'gives back lines of any JSON, and any line between them',
    () => {
      const line = fc.oneof(
        fc.array(fc.tuple(key, value), { maxLength: 6 }).map(objectOf),
        fc.array(value, { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
      )
      fc.assert(
        fc.property(fc.array(line, { minLength: 6, maxLength: 12 }), fc.string({ maxLength: 20 }), (lines, odd) => {
          const text = [...lines, odd.trim() === '' ? '{' : odd.replace(/[\r\n]/g, ' '), ...lines].join('\n')
          const result = cycle(text)
          expect(result?.back).toBe(result?.canonical)
          expect(result?.back).toBe(text)
        }),
        { seed: 5, numRuns: 100 },
      )
    },
    SLOW,
  )

  it(
    'gives back a text that is cut off anywhere',
    () => {
      fc.assert(
        fc.property(
          fc.array(value, { minLength: 3, maxLength: 8 }),
          fc.double({ min: 0.2, max: 1, noNaN: true }),
          (items, share) => {
            const whole = `{"head":{"name":"some longer text","kind":"config"},"all":[${items.join(',')}]}`
            const text = whole.slice(0, Math.floor(share * whole.length))
            const result = cycle(text)
            if (result !== undefined) expect(result.back).toBe(text)
          },
        ),
        { seed: 7, numRuns: 150 },
      )
    },
    SLOW,
  )

  it('reads documents nested as deeply as any that are read', () => {
    const text = `${'{"a":{"b":1,"c":'.repeat(200)}[1]${'}}'.repeat(200)}`
    expect(cycle(text)?.back).toBe(text)
  })
})
