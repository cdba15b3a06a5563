import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { dialectOf } from '@headroom/core'
import type { Inputs, OutputInput, RequestInput, Skipped, TraceInput } from '../types/input.ts'
import { listFiles } from './list-files.ts'
import { readProbes } from './probes.ts'
import { isRecord, parseJson, readText } from './read-text.ts'
import { toolResultsOf } from './tool-results.ts'

/** Folders of the layout, and the file with the questions. */
const PLACES = /^(?:outputs\/|traces\/|evals\/|probes\.jsonl$)/

/** Whether a folder has the layout of the evaluation data: `outputs/<kind>/`, or questions, or recorded conversations. */
export function hasDataLayout(folder: string): boolean {
  return ['outputs', 'probes.jsonl'].some((name) => existsSync(join(folder, name)))
}

/** Reads a folder in the layout of the evaluation data. */
export async function readDataLayout(folder: string): Promise<Inputs> {
  const skipped: Skipped[] = []
  const texts = await readTexts(folder, skipped)
  const traces = [...texts]
    .filter(([name]) => name.startsWith('traces/') && name.endsWith('.json'))
    .flatMap(([name, text]) => traceOf(name, text, skipped))
  const single = [...texts].filter(([name]) => name.startsWith('outputs/')).map(([name, text]) => outputOf(name, text))
  const results = traces.flatMap((trace) => toolResultsOf(trace, 'traces'))
  const probes = readProbes(texts, new Map(traces.map(({ name, request }) => [name, request])), skipped)
  return { layout: 'data', outputs: [...single, ...results], traces, probes, skipped }
}

async function readTexts(folder: string, skipped: Skipped[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  const { files, skipped: passed } = await listFiles(folder)
  skipped.push(...passed)
  for (const name of files) {
    const file = PLACES.test(name)
      ? await readText(join(folder, name))
      : { why: 'stands in none of outputs/, traces/ and evals/' }
    if ('text' in file) texts.set(name, file.text)
    else skipped.push({ name, why: file.why })
  }
  return texts
}

function traceOf(name: string, text: string, skipped: Skipped[]): TraceInput[] {
  const value = parseJson(text)
  const messages = isRecord(value) ? value['messages'] : undefined
  if (!isRecord(value) || !Array.isArray(messages)) {
    skipped.push({ name, why: 'no conversation: it has no `messages`' })
    return []
  }
  const { system, tools } = value
  const beside = { ...(system === undefined ? {} : { system }), ...(Array.isArray(tools) ? { tools } : {}) }
  const request: RequestInput = { ...beside, messages }
  // A field beside the messages may be of another dialect than they are.
  return [
    {
      name,
      request: dialectOf(request) === undefined && dialectOf({ messages }) !== undefined ? { messages } : request,
    },
  ]
}

function outputOf(name: string, text: string): OutputInput {
  return { name, kind: name.split('/')[1] ?? 'outputs', text }
}
