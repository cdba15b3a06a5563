import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
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
      { name: 'empty.txt', why: 'empty' },
      { name: 'latin.txt', why: 'not UTF-8' },
      { name: 'sub/a.jsonl', why: 'line 4 is no JSON' },
    ])
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
    await expect(read(files, { ...ALL, kinds: ['cvs'] })).rejects.toThrow('it holds csv, logs, traces')
  })

  it('refuses what is no folder and what holds no text', async () => {
    const folder = await folderWith({ 'a.bin': new Uint8Array([0]) })
    await expect(readFolder(join(folder, 'none'), ALL, String)).rejects.toThrow(Misuse)
    await expect(readFolder(join(folder, 'a.bin'), ALL, String)).rejects.toThrow('is no folder')
    await expect(readFolder(folder, ALL, String)).rejects.toThrow('holds no text to judge; 1 file')
  })
})
