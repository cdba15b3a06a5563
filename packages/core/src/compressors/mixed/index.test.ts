import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepsOf } from '../../steps.ts'
import { testCompressor } from '../../testing.ts'
import type { Compressor } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { jsonRows } from '../json-rows/index.ts'
import { log } from '../log/index.ts'
import { openNow } from '../open-now.ts'
import { createMemoryStore } from '../../memory/memory-store.ts'
import { keyOf } from '../../memory/key.ts'
import { retrieve } from '../../retrieve/retrieve.ts'
import { LEGEND } from './frame.ts'
import { mixed } from './index.ts'
import { table as tables } from '../table/index.ts'

const users = (count: number): object[] =>
  Array.from({ length: count }, (_, id) => ({ id, name: `user ${id}`, active: id % 3 === 0, role: 'reader' }))
const events = (count: number): string =>
  Array.from({ length: count }, (_, at) => {
    const second = String(at % 60).padStart(2, '0')
    return `2026-03-04T10:${String(Math.floor(at / 60)).padStart(2, '0')}:${second}Z INFO worker ${at % 7} handled job ${at * 31} in ${at % 13}ms`
  }).join('\n')

const prose = 'The service was slow this morning. We looked at what it wrote, and at who uses it.'
const document = [
  prose,
  '',
  'Users:',
  '',
  `    ${JSON.stringify(users(150), null, 2).replaceAll('\n', '\n    ')}`,
  '',
  'What it wrote:',
  '',
  '```',
  events(80),
  '```',
  '',
  `Links: ${JSON.stringify(users(25))}`,
  '',
  prose,
  '',
].join('\n')
const wrapped = `<returncode>0</returncode>\n<output>\n${events(60)}\n</output>\n`
const config = `Settings:\n${JSON.stringify({ name: 'a', list: ['x'.repeat(90), 'y'.repeat(90), 'z'.repeat(90)] }, null, 8)}\nThat is all of them.\n`

const rooms = [jsonRows, log]
const room = mixed(rooms)

/** The contract runs over hundreds of texts, on a busy machine for some seconds. */
const CONTRACT_MILLISECONDS = 60_000

describe('the contract', () => {
  it.each(testCompressor('mixed', room, [document, wrapped, config], { rounds: 20 }))(
    '$name',
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined()
    },
    CONTRACT_MILLISECONDS,
  )
})

describe('mixed', () => {
  it('writes each part in its own form behind a mark, and the text between as it is', () => {
    const form = openNow(room, document)?.lossless()?.text ?? ''
    expect(form.startsWith(`${LEGEND}${prose}\n\nUsers:\n\n    [`)).toBe(true)
    expect(form.endsWith(`\n\n${prose}\n`)).toBe(true)
    expect(form).toMatch(/\n```\n\[\d+ lines, log\]\nLog in \d+ templates/)
    expect(form).toMatch(/\nLinks: \[\d+ lines, json-rows\]\nJSON as tables/)
    expect(form.length).toBeLessThan(document.length * 0.6)
  })

  it('decodes to the text', () => {
    for (const text of [document, wrapped, config]) {
      const opened = openNow(room, text)
      expect(opened?.canonical()).toBe(text)
      expect(room.decode?.(opened?.lossless()?.text ?? '')).toBe(text)
    }
  })

  it('puts minified JSON in its place behind its spelling', () => {
    const form = openNow(room, config)?.lossless()?.text ?? ''
    const json = config.slice(10, config.lastIndexOf('}') + 1)
    expect(form).toBe(`${LEGEND}Settings:\n[JSON, indent 8]${JSON.stringify(JSON.parse(json))}\nThat is all of them.\n`)
  })

  it('says how JSON was spelled that has another form', () => {
    const form = openNow(room, document)?.lossless()?.text ?? ''
    expect(form).toMatch(/\nUsers:\n\n {4}\[\d+ lines, json-rows, indent 2\]\nJSON as tables/)
  })

  it('leaves JSON alone that is spelled in no known way, or ends before its line', () => {
    const uneven = config.replace('": [', '" : [')
    const trailing = config.replace('}\n', '}  \n')
    for (const text of [uneven, trailing]) {
      expect(text).not.toBe(config)
      expect(openNow(room, text)?.lossless()).toBeUndefined()
    }
  })

  it('has forms of texts that begin as its own do', () => {
    expect(openNow(room, `Text with s${config}`)?.lossless()).toBeDefined()
  })

  it('keeps line ends of either kind, and a missing last one', () => {
    for (const end of ['\n', '\r\n']) {
      for (const last of [end, '']) {
        const text = ['before', '```', ...events(60).split('\n'), '```', 'after'].join(end) + last
        const form = openNow(room, text)?.lossless()?.text
        expect(form).toBeDefined()
        expect(room.decode?.(form ?? '')).toBe(text)
      }
    }
  })

  it('leaves texts of one kind, and texts without parts, to other rooms', () => {
    for (const text of [
      prose.repeat(30),
      events(80),
      JSON.stringify(users(150)),
      `${prose}\n\n`.repeat(20),
      '',
      '\n',
    ]) {
      expect(openNow(room, text)).toBeUndefined()
    }
  })

  it('reads JSON values on lines of their own as one list', () => {
    const values = users(20).map((user) => JSON.stringify(user, null, 2))
    const text = `${values.join('\n')}\n`
    const form = openNow(room, text)?.lossless()?.text ?? ''
    expect(form).toMatch(/\[\d+ lines, json-rows, indent 2\]\nJSON as tables/)
    expect(room.decode?.(form)).toBe(text)
    const loose = `${values.join('\n\n')}\n`
    expect(openNow(room, loose)?.lossless()).toBeUndefined()
  })

  it('shows what is in a view, and of which lines', () => {
    const view = openNow(room, document)?.view({ query: '' })
    expect(view?.text.startsWith(`${LEGEND}${prose}\n\nUsers:\n\n    [Lines 5-`)).toBe(true)
    const first = document.slice(0, document.indexOf('```\n')).split('\n').length + 1
    expect(view?.text).toMatch(
      new RegExp(`\n\\[Lines ${first}-${first + 79}, line 1 below is line ${first}: \\d+ of 80 lines shown: `),
    )
    expect(view?.text.endsWith(`\n\n${prose}\n`)).toBe(true)
    expect(view?.unit).toBe('lines and rows')
  })

  it('tells from which line the rows of a table count', () => {
    const table = Array.from({ length: 60 }, (_, at) => `${at},user ${at},${(at * 7919) % 1000}`)
    const text = `${prose}\n\n\`\`\`\nid,name,score\n${table.join('\n')}\n\`\`\`\n`
    const shown = openNow(mixed([tables]), text)?.view({ query: 'user 30' })?.text ?? ''
    expect(shown).toContain('[Lines 4-64, line 1 below is line 4: ')
    const row = /^(\d+): (30,user 30,.*)$/m.exec(shown)
    expect(text.split('\n')[Number(row?.[1]) + 2]).toBe(row?.[2])
    const first = openNow(mixed([tables]), text.slice(text.indexOf('id,')).replace('```\n', `\`\`\`\n${prose}\n`))
    expect(first?.view({ query: '' })?.text ?? '').not.toContain('line 1 below')
  })

  it('tells that indices of JSON are none of the text, and how to ask for more', async () => {
    const text = `${prose}\n\n\`\`\`json\n${JSON.stringify(users(200), null, 2)}\n\`\`\`\n`
    const shown = openNow(room, text)?.view({ query: '' })?.text ?? ''
    const [, from, to] =
      /\n\[Lines (\d+)-(\d+), indices and paths below count in this part only: ask for lines or grep: \d+ of 200 rows shown/.exec(
        shown,
      ) ?? []
    const store = createMemoryStore()
    const key = await keyOf(text)
    await store.set(key, { kind: 'original', text }, Infinity)
    const lines = await retrieve(store, { key, lines: `${from}-${to}` }, { maxLength: Infinity })
    expect(lines.found && lines.text).toContain('"name": "user 137"')
    const found = await retrieve(store, { key, grep: 'user 137"' })
    expect(found.found && found.text).toContain('"name": "user 137"')
  })

  it('says in a view what marks are, where there is one', () => {
    expect(openNow(room, document)?.view({ query: '' })?.text).toMatch(/\[\d+ lines, json-rows\]\n/)
    const without = document.replace(/Links: .*\n/, '')
    const shown = openNow(room, without)?.view({ query: '' })?.text ?? ''
    expect(shown.startsWith(prose)).toBe(true)
    expect(shown).not.toMatch(/\[\d+ lines, /)
  })

  it('leaves hunks of a patch to the room for patches, whatever stands in them', () => {
    const added = [...events(60).split('\n'), ...JSON.stringify(users(40), null, 2).split('\n')]
    const hunk = `@@ -1,1 +1,${added.length + 1} @@\n here\n${added.map((line) => `+${line}`).join('\n')}\n`
    const inner = ` ${JSON.stringify(users(40), null, 2).replaceAll('\n', '\n ')}`
    const context = `@@ -1,${inner.split('\n').length} +1,${inner.split('\n').length} @@\n${inner}\n`
    const head = '--- a/x\n+++ b/x\n'
    for (const patch of [head + hunk, head + context, head + context + hunk]) {
      expect(openNow(room, `${prose}\n\n${patch}\n${prose}\n`)).toBeUndefined()
      expect(openNow(room, `${prose}\n\`\`\`diff\n${patch}\`\`\`\n${prose}\n`)).toBeUndefined()
    }
    const text = `${prose}\n\n${head}${hunk}\n\`\`\`\n${events(60)}\n\`\`\`\n`
    expect(marksIn(text)).toEqual(['log'])
    const asked: string[] = []
    const patches: Compressor = {
      ...log,
      name: 'diff',
      detect: (part) => (part.startsWith(head) ? 0.9 : 0),
      open: (part) => void asked.push(part),
    }
    openNow(mixed([...rooms, patches]), `${prose}\n\n${head}${hunk}\n${prose}\n`)
    expect(asked).toContain((head + hunk).trimEnd())
  })

  it('asks no other room about hunks, alone or in a run', () => {
    const opened: string[] = []
    const greedy: Compressor = { ...log, detect: () => 0.9, open: (part) => void opened.push(part) }
    const added = '+      part of the object chunk by the model\n'.repeat(60)
    for (const text of [`a\n\n--- a/x\n+++ b/x\n@@ -0,0 +1,60 @@\n${added}`, `$ a\n@@ -0,0 +1,60 @@\n${added}$ b\n`])
      expect(openNow(mixed([greedy]), text)).toBeUndefined()
    expect(opened.filter((part) => part.includes('@@ -'))).toEqual([])
  })

  it('leaves JSON in source code as it is', () => {
    const routes = JSON.stringify(Object.fromEntries(users(25).map((user, at) => [`/route/${at}`, user])), null, 4)
    for (const text of [
      `import os\n\nROUTES = ${routes}\n\ndef route(name):\n    return ROUTES[name]\n`,
      `module.exports = ${routes}\n`,
      `'use strict'\n\nmodule.exports =\n${routes}\n\nconst other = require('./other')\nother.start(1);\n`,
      `import os\n\nALL = {\n    "routes": ${routes}\n}\n`,
      `def route():\n    return call(\n        ${routes}\n    )\n`,
    ]) {
      expect(openNow(room, text)).toBeUndefined()
    }
    expect(openNow(room, `Routes:\n${routes}\n`)?.lossless()).toBeDefined()
  })

  it('counts every unit of a view once: lines of the text, units of the parts', () => {
    const view = openNow(room, document)?.view({ query: '' })
    const shown = [
      ...(view?.text ?? '').matchAll(
        /\[Lines? (\d+)(?:-(\d+))?(?:, [^:\]]+(?:: ask for lines or grep)?)?: (\d+) of (\d+) /g,
      ),
    ]
    expect(shown.length).toBeGreaterThan(1)
    const lines = document.split('\n').length - 1
    const inParts = shown.reduce((sum, [, from, to = from]) => sum + Number(to) - Number(from) + 1, 0)
    const total = shown.reduce((sum, [, , , , of]) => sum + Number(of), lines - inParts)
    const kept = shown.reduce((sum, [, , , some]) => sum + Number(some), lines - inParts)
    expect(view).toMatchObject({ total, kept })
  })

  it(
    'refuses or reads back any text that imitates its form',
    () => {
      const form = openNow(room, document)?.lossless()?.text ?? ''
      const marks = [
        LEGEND,
        '[2 lines, log]',
        '[1 line, json-rows]',
        '[0 lines, log]',
        '[999999999 lines, log]',
        '[1 line, none]',
      ]
      const texts = [form, document, events(60), 'Log in 1 templates. ', '\n', '\r\n', 'x', '```\n', config]
      const mark = fc.constantFrom(...marks, ...texts)
      fc.assert(
        fc.property(fc.array(mark, { maxLength: 10 }), (pieces) => {
          const text = pieces.join('')
          const opened = openNow(room, text)
          const lossless = opened?.lossless()
          if (lossless !== undefined) expect(room.decode?.(lossless.text)).toBe(opened?.canonical())
        }),
        { seed: 20_261_122, numRuns: 80 },
      )
      const imitation = `${document}\n[2 lines, log]\nnot a log\n`
      expect(openNow(room, imitation)?.lossless()).toBeUndefined()
    },
    CONTRACT_MILLISECONDS,
  )

  it('gives no form where a part is not read back by its room', () => {
    const broken: Compressor = { ...log, decode: (form) => `${log.decode?.(form)} ` }
    expect(openNow(mixed([broken]), wrapped)?.lossless()).toBeUndefined()
  })

  it('decodes no long part a second time, however short its form is', () => {
    const [short, long] = [events(60), events(3_000)]
    const decoded: string[] = []
    const marked = (form: string): string => `log ${form}`
    const counting: Compressor = {
      name: 'log',
      detect: (text) => (text.startsWith('2026-') ? 1 : 0),
      open: (text) => ({
        canonical: () => text,
        lossless: () => ({ text: marked(`${text.length}`) }),
        view: () => undefined,
      }),
      decode: (form) => (decoded.push(form), form === marked(`${short.length}`) ? short : long),
    }
    const text = `${prose}\n$ a\n${short}\n$ b\n${long}\n$ c\n`
    expect(openNow(mixed([counting]), text)?.lossless()).toBeDefined()
    expect(decoded).toEqual([marked(`${short.length}`)])
  })

  it('takes the room that is surest of a part, and the next where it has no form', () => {
    const sure = (name: string, sureness: number, form: string | undefined): Compressor =>
      defineCompressor({
        name,
        unit: 'lines',
        detect: (text) => (text.startsWith('shout') ? sureness : 0),
        parse: (text) => ({ units: [{ text }] }),
        encode: () => form,
        decode: () => shout,
      })
    const shout = `shout${'\nLOUD AND LOUDER'.repeat(30)}`
    const text = `$ a\n${shout}\n$ b\n${prose}\n`
    const formOf = (given: readonly Compressor[]): string | undefined => openNow(mixed(given), text)?.lossless()?.text
    expect(formOf([sure('one', 0.5, 'one'), sure('two', 0.9, 'two')])).toContain('[1 line, two]\ntwo\n$ b')
    expect(formOf([sure('one', 0.5, 'one'), sure('two', 0.9, undefined)])).toContain('[1 line, one]\none\n$ b')
    expect(formOf([sure('one', 0.3, 'one')])).toBeUndefined()
  })

  it('writes lines that hardly differ in the form of a room that can, though none knows them', () => {
    const recording = Array.from(
      { length: 120 },
      (_, at) => `      part chat-9jn1ZwX0gO8q1lUspfmVKVK2KNduV of the object chunk by the model m says word ${at}`,
    ).join('\n')
    expect(room.detect(`recorded:\n---\n${recording}\n`)).toBe(0.3)
    const opened = openNow(room, `recorded:\n---\n${recording}\n`)
    expect(opened?.lossless()?.text).toContain('[')
    expect(room.decode?.(opened?.lossless()?.text ?? '')).toBe(`recorded:\n---\n${recording}\n`)
    expect(opened?.view({ query: '' })).toBeUndefined()
  })

  it('leaves lines that differ more, and source code, as they are', () => {
    const settings = Array.from(
      { length: 120 },
      (_, at) => `    option ${at * 7919}: the ${words(at)} of ${words(at * 3)}`,
    )
    const code = Array.from(
      { length: 120 },
      (_, at) => `    expect(row({ id: 7, name: "the name of a user", at: ${at} })).toBe(true);`,
    )
    for (const lines of [settings, code]) expect(openNow(room, `x\n---\n${lines.join('\n')}\n`)).toBeUndefined()
  })

  it('takes a log as one part, whatever empty lines and rules stand in it', () => {
    const lines = events(60).split('\n')
    const loose = lines.map((line, at) => (at % 3 === 0 ? `\n${line}` : line)).join('\n')
    expect(marksIn(`<output>\n${loose}\n</output>\n`)).toEqual(['log'])
    const talk = `${prose}\n${prose}\n\n`.repeat(60)
    const halves = `${lines.slice(0, 30).join('\n')}\n======\n${lines.slice(30).join('\n')}`
    expect(marksIn(`${talk}${halves}\n\n${talk}`)).toEqual(['log'])
  })

  it('asks no room about prose and code, and each once about a run of another kind', () => {
    const asked: string[] = []
    const opened: string[] = []
    const shy: Compressor = {
      ...log,
      detect: (text) => (asked.push(text), 0.6),
      open: (text) => void opened.push(text),
    }
    const code = 'const total = sum(items);\n'.repeat(30)
    expect(openNow(mixed([shy]), `${`${prose}\n`.repeat(30)}\n${code}`)).toBeUndefined()
    expect(asked).toEqual([])
    expect(openNow(mixed([shy]), `${prose}\n\`\`\`\n${events(30)}\n\`\`\`\n`)).toBeUndefined()
    expect(asked).toEqual([events(30)])
    expect(opened[0]).toBe(events(30))
    expect(openNow(mixed([shy]), `${events(30)}\n\n`)).toBeUndefined()
    expect(opened).not.toContain(`${events(30)}\n\n`)
  })

  it('keeps line ends and indentation of JSON in lists', () => {
    for (const end of ['\n', '\r\n']) {
      const values = users(20).map((user) => JSON.stringify(user, null, 4).replaceAll('\n', `${end}  `))
      const text = `Users:${end}  ${values.join(`${end}  `)}${end}That is all.`
      const form = openNow(room, text)?.lossless()?.text ?? ''
      expect(form).toMatch(/\[\d+ lines, json-rows, indent 4\]\n/)
      expect(room.decode?.(form)).toBe(text)
    }
  })

  it('is no surer than that a text may hold parts', () => {
    for (const text of [document, wrapped, config, prose.repeat(20)]) expect(room.detect(text)).toBeLessThanOrEqual(0.3)
    expect(room.detect(prose.repeat(20))).toBe(0)
  })

  it('takes steps through a long text', () => {
    const steps = stepsOf(room.open(`${prose}\n\n`.repeat(20_000)))
    let count = 0
    while (steps.next().done !== true) count++
    expect(count).toBeGreaterThan(20)
  })
})

describe('decode of mixed', () => {
  it('gives back a text that is no form', () => {
    expect(room.decode?.('plain\n[2 lines, log]\n')).toBe('plain\n[2 lines, log]\n')
  })

  it.each(['[2 lines, log]', '[2 lines, log]\nLog in 0 templates. ', '[1 line, none]\nx', '[JSON, indent 2]{"a":1'])(
    'throws for the mark in %j',
    (text) => {
      expect(() => room.decode?.(LEGEND + text)).toThrow(SyntaxError)
    },
  )

  it('reads long parts, too', () => {
    const text = `${prose}\n\n\`\`\`\n${Array.from({ length: 20_000 }, (_, at) => `2026-03-04T10:00:00Z INFO job ${at * 7919} took ${(at * 31) % 977}ms`).join('\n')}\n\`\`\`\n`
    const form = openNow(room, text)?.lossless()?.text ?? ''
    expect(form.length).toBeGreaterThan(200_000)
    expect(room.decode?.(form)).toBe(text)
  })
})

function marksIn(text: string): readonly string[] {
  const form = openNow(room, text)?.lossless()?.text ?? ''
  return [...form.matchAll(/^\[\d+ lines?, ([a-z-]+)\]$/gm)].map(([, name = '']) => name)
}

/** Words that tell little of each other. */
function words(seed: number): string {
  const all = [
    'amber',
    'bridge',
    'candle',
    'desert',
    'engine',
    'forest',
    'garden',
    'harbor',
    'island',
    'jungle',
    'kettle',
  ]
  return [seed * 7, seed * 5 + 3, seed * 3 + 1].map((at) => all[at % all.length]).join(' ')
}
