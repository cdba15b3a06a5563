import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Misuse } from '../misuse.ts'
import type { Inputs } from '../types/input.ts'
import { readFolder, type Selection } from './read-folder.ts'

const ALL: Selection = { sample: undefined, kinds: undefined }

async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fidelity-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), content)
  }
  return folder
}

async function read(files: Readonly<Record<string, string | Uint8Array>>, selection = ALL): Promise<Inputs> {
  return readFolder(await folderWith(files), selection, (text) => (text.startsWith('{') ? 'json-rows' : 'unknown'))
}

const TRACE = JSON.stringify({
  source: 'x',
  messages: [
    { role: 'user', content: 'list' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'c', type: 'function', function: { name: 'Bash', arguments: '{"command":"ls"}' } }],
    },
    { role: 'tool', tool_call_id: 'c', content: 'a.ts' },
  ],
})
const probe = (id: string, file: string, loc?: object): string =>
  JSON.stringify({ id, kind: 'log_fact', file, query: 'q', must_contain: ['a'], ...(loc === undefined ? {} : { loc }) })

describe('readFolder', () => {
  it('reads the layout of the evaluation data', async () => {
    const lines = [
      probe('p1', 'outputs/logs/a.log'),
      probe('p2', 'evals/kv.jsonl', { item: 'i2', field: 'pairs' }),
      probe('p3', 'traces/t.json', { tool_message: 2, needed_at: 2 }),
      probe('p4', 'outputs/logs/none.log'),
      '{"id":',
    ]
    const { layout, outputs, traces, probes, skipped } = await read({
      'outputs/logs/a.log': 'a log',
      'outputs/images/a.png': new Uint8Array([1, 0, 2]),
      'traces/t.json': TRACE,
      'traces/bad.json': '{"messages":',
      'evals/kv.jsonl': '{"id":"i1","pairs":[]}\n{"id":"i2","pairs":[["a","b"]]}',
      'probes.jsonl': lines.join('\n'),
      'MANIFEST.json': '{}',
    })
    expect(layout).toBe('data')
    expect(outputs).toEqual([
      { name: 'outputs/logs/a.log', kind: 'logs', text: 'a log' },
      {
        name: 'traces/t.json#messages/2/content',
        kind: 'traces',
        text: 'a.ts',
        conversation: 'traces/t.json',
        query: 'list',
        tool: { name: 'Bash', input: '{"command":"ls"}' },
      },
    ])
    expect(traces.map(({ name }) => name)).toEqual(['traces/t.json'])
    expect(probes.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3'])
    expect(
      probes.map(({ subject }) => (subject.type === 'text' ? subject.text : subject.request.messages.length)),
    ).toEqual(['a log', '[["a","b"]]', 2])
    expect(skipped.map(({ name }) => name).sort()).toEqual([
      'MANIFEST.json',
      'outputs/images/a.png',
      'probes.jsonl:4',
      'probes.jsonl:5',
      'traces/bad.json',
    ])
  })

  it('reads a folder of one’s own: transcripts, outputs by the compressor that knows them, and says what it skips', async () => {
    const records = (JSON.parse(TRACE) as { messages: unknown[] }).messages.map((message) => JSON.stringify(message))
    const { layout, outputs, traces, skipped } = await read({
      'sub/a.jsonl': `${records.join('\n')}\n{"role":`,
      'rows.json': '{"a":[1]}',
      'notes.txt': 'some notes',
      'empty.txt': '',
      'latin.txt': new Uint8Array([0xe9, 0x20, 0xe8]),
      '.git/config': 'hidden',
      'node_modules/a/index.js': 'hidden',
    })
    expect(layout).toBe('own')
    expect(outputs.map(({ name, kind }) => [name, kind])).toEqual([
      ['notes.txt', 'unknown'],
      ['rows.json', 'json-rows'],
      ['sub/a.jsonl#messages/2/content', 'unknown'],
    ])
    expect(traces).toHaveLength(1)
    expect(skipped).toEqual([
      { name: '.git/', why: 'a folder of tools: not walked' },
      { name: 'node_modules/', why: 'a folder of tools: not walked' },
      { name: 'empty.txt', why: 'empty' },
      { name: 'latin.txt', why: 'not UTF-8' },
      { name: 'sub/a.jsonl', why: 'line 4 is no JSON' },
    ])
  })

  it('takes a file name as it is', async () => {
    const records = (JSON.parse(TRACE) as { messages: unknown[] }).messages.map((message) => JSON.stringify(message))
    const files = { 'C#notes.log': 'some notes', 'a#b.jsonl': records.join('\n') }
    for (const sample of [undefined, 1]) {
      const { outputs, traces } = await read(files, { ...ALL, sample })
      expect(outputs.map(({ name }) => name)).toEqual(['C#notes.log', 'a#b.jsonl#messages/2/content'])
      expect(traces.map(({ name }) => name)).toEqual(['a#b.jsonl'])
    }
    expect((await read({ 'C#notes.log': 'some notes' })).outputs).toHaveLength(1)
  })

  it('skips a transcript without a turn, and tells of subagents within one', async () => {
    const user = { type: 'user', message: { role: 'user', content: 'list' } }
    const answer = { type: 'assistant', message: { role: 'assistant', content: [{ type: 'text', text: 'none' }] } }
    const lines = (...records: readonly object[]): string => records.map((record) => JSON.stringify(record)).join('\n')
    const { outputs, traces, skipped } = await read({
      'agent-1.jsonl': lines({ ...user, isSidechain: true }, { ...answer, isSidechain: true }),
      'main.jsonl': lines(user, answer, { ...user, isSidechain: true }),
      'one.jsonl': lines(user),
      'rows.jsonl': lines({ a: 1 }, { a: 2 }),
    })
    expect(outputs.map(({ name }) => name)).toEqual(['rows.jsonl'])
    expect(traces.map(({ name }) => name)).toEqual(['agent-1.jsonl', 'main.jsonl'])
    expect(skipped).toEqual([
      { name: 'main.jsonl', why: '1 record of a subagent' },
      { name: 'one.jsonl', why: expect.stringContaining('without a turn') as string },
    ])
  })

  it('says of a question that its file was skipped, and why', async () => {
    const { skipped } = await read({
      'outputs/logs/a.log': 'a log',
      'outputs/logs/b.log': new Uint8Array([0, 1, 2, 3]),
      'notes.txt': 'beside',
      'probes.jsonl': [probe('p1', 'outputs/logs/b.log'), probe('p2', 'outputs/logs/c.log')].join('\n'),
    })
    expect(skipped).toEqual([
      { name: 'notes.txt', why: 'stands in none of outputs/, traces/ and evals/' },
      { name: 'outputs/logs/b.log', why: 'binary' },
      { name: 'probes.jsonl:1', why: 'asks about outputs/logs/b.log, which was skipped: binary' },
      { name: 'probes.jsonl:2', why: 'no question: it lacks a part, or asks about what is not there' },
    ])
  })

  it('follows no link, and says so', async () => {
    const folder = await folderWith({ 'a.log': 'a', 'sub/b.log': 'b' })
    await symlink(join(folder, 'sub'), join(folder, 'loop'))
    const { outputs, skipped } = await readFolder(folder, ALL, () => 'unknown')
    expect(outputs.map(({ name }) => name)).toEqual(['a.log', 'sub/b.log'])
    expect(skipped).toEqual([{ name: 'loop', why: 'a link, or no regular file' }])
  })

  it('takes the same few files of each kind each time', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `outputs/${index % 2 === 0 ? 'logs' : 'csv'}/${index}.txt`)
    const files = Object.fromEntries(names.map((name) => [name, 'text']))
    const [first, again] = [await read(files, { ...ALL, sample: 3 }), await read(files, { ...ALL, sample: 3 })]
    expect(first.outputs.map(({ kind }) => kind).sort()).toEqual(['csv', 'csv', 'csv', 'logs', 'logs', 'logs'])
    expect(again).toEqual(first)
    const more = await read({ ...files, 'outputs/html/a.html': 'a' }, { ...ALL, sample: 3 })
    expect(more.outputs).toEqual(expect.arrayContaining([...first.outputs]))
  })

  it('takes only the kinds that are asked for, with their questions', async () => {
    const files = {
      'outputs/logs/a.log': 'a',
      'outputs/csv/a.csv': 'a',
      'traces/t.json': TRACE,
      'probes.jsonl': `${probe('p1', 'outputs/logs/a.log')}\n${probe('p2', 'outputs/csv/a.csv')}`,
    }
    const { outputs, traces, probes } = await read(files, { ...ALL, kinds: ['csv'] })
    expect([outputs.map(({ kind }) => kind), traces, probes.map(({ id }) => id)]).toEqual([['csv'], [], ['p2']])
    await expect(read(files, { ...ALL, kinds: ['cvs', 'csv'] })).rejects.toThrow(
      'holds nothing of kind cvs; it holds csv, logs, traces',
    )
  })

  it('refuses what is no folder and what holds no text', async () => {
    const folder = await folderWith({ 'a.bin': new Uint8Array([0]) })
    await expect(readFolder(join(folder, 'none'), ALL, String)).rejects.toThrow(Misuse)
    await expect(readFolder(join(folder, 'a.bin'), ALL, String)).rejects.toThrow('is no folder')
    await expect(readFolder(folder, ALL, String)).rejects.toThrow('holds no text to judge; 1 file')
  })
})
