import { describe, expect, it } from 'vitest'
import { compress } from '../compress.ts'
import { createMemoryStore } from '../memory/memory-store.ts'
import { applyChanges } from './changes.ts'

const SOURCE = Array.from(
  { length: 60 },
  (_, index) => `  total += price(${index}, 'item ${index}') // why ${index * 7919}`,
)
const FILE = ['export function sum() {', ...SOURCE, '}', ''].join('\n')
const EDITED = FILE.replace("'item 31'", "'the item'")

describe('compress, of a tool result that repeats an earlier one', () => {
  it('refers to the earlier one, which stays', async () => {
    const { texts, reasons } = await results([read('a.ts', FILE), read('a.ts', FILE)])
    expect(texts[0]).toBe(FILE)
    expect(texts[1]).toBe('[The same text as the result of Read {"file_path":"a.ts"} above, 62 lines.]')
    expect(reasons).toEqual(['policy', 'repeat'])
  })

  it('says which of several calls', async () => {
    const { texts } = await results([read('a.ts', FILE), read('a.ts', 'gone'), read('a.ts', FILE)])
    expect(texts[2]).toContain(
      'The same text as the result of Read {"file_path":"a.ts"} that begins with "export function sum() {" above',
    )
    const again = await results([read('a.ts', 'gone'), read('a.ts', FILE), read('a.ts', FILE)])
    expect(again.texts[2]).toContain(
      'The same text as the result of Read {"file_path":"a.ts"} that begins with "export',
    )
  })

  it('says which of several that begin alike, and refers to none in between', async () => {
    const versions = ['total', 'sum', 'all'].map((word) => FILE.replaceAll('total', word))
    const repeated = async (index: number): Promise<string | undefined> => {
      const calls = [...versions, versions[index] ?? ''].map((text) => read('a.ts', text))
      return (await results(calls)).texts[3]
    }
    expect(await repeated(0)).toContain(
      'The same text as the first result of Read {"file_path":"a.ts"} that begins with',
    )
    expect(await repeated(1)).toBe(versions[1])
    expect(await repeated(2)).toContain(
      'The same text as the latest result of Read {"file_path":"a.ts"} that begins with',
    )
  })

  it('takes several texts of one result for one', async () => {
    const note = 'The file may have changed. '.repeat(20)
    const { texts } = await results([read('a.ts', FILE, note), read('b.ts', 'else'), read('a.ts', FILE, note)])
    expect(texts[3]).toBe('[The same text as the result of Read {"file_path":"a.ts"} above, 62 lines.]')
    expect(texts[4]).toContain(
      'The same text as the result of Read {"file_path":"a.ts"} that begins with "The file may',
    )
  })

  it('shows a file that was read before as the changes since', async () => {
    const { texts } = await results([read('a.ts', FILE), read('b.ts', 'else'), read('a.ts', EDITED)])
    const [head = '', ...hunks] = (texts[2] ?? '').split('\n')
    expect(head).toContain('with these changes')
    expect(hunks.join('\n')).toContain("+  total += price(31, 'the item') // why 245489")
    expect(applyChanges(FILE, hunks.join('\n'))).toBe(EDITED)
  })

  it('compares with a copy that the request shows whole, never with a reference', async () => {
    const { texts } = await results([read('a.ts', FILE), read('a.ts', FILE), read('a.ts', EDITED), read('a.ts', FILE)])
    expect(texts[1]).toContain('The same text as the result of Read')
    expect(texts[2]).toContain(
      'The text of the first result of Read {"file_path":"a.ts"} that begins with "export function',
    )
    expect(texts[3]).toContain('The same text as the first result of Read')
  })

  it('refers to nothing of which only a part is shown', async () => {
    const rows = JSON.stringify(
      Array.from({ length: 300 }, (_, id) => ({ id: (id * 7919) % 9973, name: `n${id % 17}`, ok: id !== 40 })),
    )
    const call = (text: string): Call => ({ name: 'list_orders', input: '{}', text })
    const { texts, reasons } = await results([call(rows), call(rows)])
    expect(reasons).toEqual(['view', 'view'])
    expect(texts[1]).toBe(texts[0])
  })

  it('does nothing where the text is small, other, of no named tool, or where it is told not to', async () => {
    const other = SOURCE.toReversed().join('\n').replaceAll('total', 'sum')
    const reasons = async (calls: readonly Call[], options = {}): Promise<unknown> =>
      (await results(calls, options)).reasons
    expect(await reasons([read('a.ts', 'x'), read('a.ts', 'x')])).toEqual(['too-small', 'too-small'])
    expect(await reasons([read('a.ts', FILE), read('a.ts', other)])).toEqual(['policy', 'policy'])
    expect(await reasons([read('a.ts', FILE), read('b.ts', EDITED)])).toEqual(['policy', 'policy'])
    expect(await reasons([read('a.ts', FILE), read('a.ts', FILE)], { repeats: false })).toEqual(['policy', 'policy'])
    expect(await reasons([read('a.ts', FILE), read('a.ts', FILE)], { policy: 'lossless' })).toEqual([
      'policy',
      'policy',
    ])
  })

  it('gives the same bytes in every later turn, with and without a memory', async () => {
    const calls = [read('a.ts', FILE), read('a.ts', EDITED), read('a.ts', FILE), read('a.ts', EDITED)]
    const store = createMemoryStore()
    const all = (await results(calls)).texts
    for (let count = 1; count <= calls.length; count++) {
      expect((await results(calls.slice(0, count), { store })).texts).toEqual(all.slice(0, count))
      expect((await results(calls.slice(0, count))).texts).toEqual(all.slice(0, count))
    }
  })

  it('leaves what was made of equal results, where the client sends that back', async () => {
    const log = Array.from({ length: 900 }, (_, at) => `2026-01-01 12:00:${at % 60} INFO request ${at * 7919} served`)
    const store = createMemoryStore()
    const calls = [0, 1].map((page) => ({ name: 'query_logs', input: `{"page":${page}}`, text: log.join('\n') }))
    const once = await results(calls, { store })
    expect(once.texts[0]).toMatch(/key [0-9a-f]{16}/)
    expect(once.texts[1]).toBe(once.texts[0])
    const sentBack = calls.map((call, index) => ({ ...call, text: once.texts[index] ?? '' }))
    expect(await results(sentBack, { store })).toEqual({ texts: once.texts, reasons: ['own-output', 'own-output'] })
  })

  it('writes changes only to a text that stands as it was', async () => {
    const rows = Array.from({ length: 60 }, (_, id) => ({ id: id * 7, name: `order ${id * 31}`, state: 'open' }))
    const json = JSON.stringify(rows, undefined, 1)
    const options = { tools: { Read: 'lossless' } }
    const { reasons } = await results([read('a.json', json), read('a.json', json.replace('open', 'shut'))], options)
    expect(reasons).toEqual(['lossless', 'lossless'])
    expect((await results([read('a.json', json), read('a.json', json)], options)).reasons).toEqual([
      'lossless',
      'repeat',
    ])
  })

  it('names a call by the start of its input, on one line', async () => {
    const call: Call = {
      name: 'Bash',
      input: JSON.stringify({ command: `cat <<EOF\n${'x y\n'.repeat(90)}` }),
      text: FILE,
    }
    const odd: Call = { name: 'run', input: 'make\n\tall', text: FILE }
    const long = (await results([call, call])).texts[1] ?? ''
    expect(long).toMatch(/^\[The same text as the result of Bash \{"command":"cat <<EOF.{139}… above, 62 lines\.\]$/)
    expect((await results([odd, odd])).texts[1]).toBe('[The same text as the result of run make all above, 62 lines.]')
  })

  it('refers to no result of a tool without a name', async () => {
    const call: Call = { name: '', input: '{}', text: FILE }
    expect((await results([call, call])).texts).toEqual([FILE, FILE])
  })

  it('leaves a text alone of which more than half has changed', async () => {
    const half = FILE.split('\n')
      .map((line, index) => (index % 2 === 0 ? line.replace('total', 'sum') : line))
      .join('\n')
    expect((await results([read('a.ts', FILE), read('a.ts', half)])).texts[1]).toBe(half)
  })

  it('lets lines be quoted from what stands as it was only', async () => {
    const rows = Array.from({ length: 60 }, (_, id) => ({ id: id * 7, name: `order ${id * 31}`, state: 'open' }))
    const text = JSON.stringify(rows, undefined, 1)
    const { reasons } = await results(
      [{ name: 'Bash', input: '{"command":"make orders"}', text }, read('a.json', text)],
      {
        policy: (segment: { tool?: { name: string } }) =>
          segment.tool?.name === 'Read' ? { form: 'lossless', keepLines: true } : 'lossless',
      },
    )
    expect(reasons).toEqual(['lossless', 'policy'])
  })

  it('replays what it once became in terms of the same text', async () => {
    const store = createMemoryStore()
    const calls = [read('a.ts', FILE), read('a.ts', EDITED)]
    expect((await results(calls, { store })).reasons).toEqual(['policy', 'repeat'])
    expect((await results(calls, { store })).reasons).toEqual(['policy', 'replayed'])
  })

  it('does nothing in a request from which the provider may drop results', async () => {
    const context_management = { edits: [{ type: 'clear_tool_uses_20250919' }] }
    const blocks = [1, 2].flatMap((id) => [
      { role: 'assistant', content: [{ type: 'tool_use', id: `t${id}`, name: 'Read', input: { file_path: 'a.ts' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${id}`, content: FILE }] },
    ])
    const request = {
      model: 'claude-sonnet-4-5',
      max_tokens: 9,
      messages: [{ role: 'user', content: 'Go.' }, ...blocks],
    }
    const changed = async (given: object): Promise<boolean> =>
      (await compress(given, { store: createMemoryStore() })).request !== given
    expect(await changed(request)).toBe(true)
    expect(await changed({ ...request, context_management })).toBe(false)
  })
})

interface Call {
  readonly name: string
  readonly input: string
  readonly text: string
  /** A second text of the same result. */
  readonly note?: string
}

function read(file: string, text: string, note?: string): Call {
  return { name: 'Read', input: JSON.stringify({ file_path: file }), text, ...(note === undefined ? {} : { note }) }
}

async function results(
  calls: readonly Call[],
  options = {},
): Promise<{ readonly texts: readonly string[]; readonly reasons: readonly string[] }> {
  const messages = calls.flatMap(({ name, input, text, note }, id) => [
    { role: 'assistant', tool_calls: [{ id: `c${id}`, type: 'function', function: { name, arguments: input } }] },
    { role: 'tool', tool_call_id: `c${id}`, content: note === undefined ? text : [text, note].map(textPart) },
  ])
  const { messages: after, report } = await compress(messages, { store: createMemoryStore(), ...options })
  const tools = (after as readonly { role: string; content: string | readonly { text: string }[] }[]).filter(
    ({ role }) => role === 'tool',
  )
  const textsOf = (content: string | readonly { text: string }[]): readonly string[] =>
    typeof content === 'string' ? [content] : content.map(({ text }) => text)
  return {
    texts: tools.flatMap(({ content }) => textsOf(content)),
    reasons: report.outcomes.map(({ reason }) => reason),
  }
}

function textPart(text: string): { readonly type: 'text'; readonly text: string } {
  return { type: 'text', text }
}
