import { join } from 'node:path'
import type { Inputs, OutputInput, Skipped, TraceInput } from '../types/input.ts'
import { listFiles } from './list-files.ts'
import { readText } from './read-text.ts'
import { toolResultsOf } from './tool-results.ts'
import { readTranscript } from './transcript.ts'

/**
 * Reads a user's own folder: each file is a transcript of an agent, a request, or else one tool output. What is no text is
 * skipped, and so are lines of a transcript that are no JSON; both are told.
 */
export async function readOwnFolder(folder: string): Promise<Inputs> {
  const outputs: OutputInput[] = []
  const traces: TraceInput[] = []
  const skipped: Skipped[] = []
  for (const name of await listFiles(folder)) {
    const file = await readText(join(folder, name))
    if ('why' in file) {
      skipped.push({ name, why: file.why })
      continue
    }
    const transcript = mayBeTranscript(name) ? readTranscript(file.text) : undefined
    if (transcript === undefined) {
      outputs.push({ name, kind: undefined, text: file.text })
      continue
    }
    const trace = { name, request: transcript.request }
    traces.push(trace)
    outputs.push(...toolResultsOf(trace, undefined))
    if (transcript.brokenLines.length > 0) skipped.push({ name, why: brokenLines(transcript.brokenLines) })
  }
  return { layout: 'own', outputs, traces, probes: [], skipped }
}

function mayBeTranscript(name: string): boolean {
  return /\.(?:jsonl?|ndjson)$/i.test(name)
}

function brokenLines(lines: readonly number[]): string {
  const [first] = lines
  return lines.length === 1
    ? `line ${first} is no JSON`
    : `${lines.length} lines are no JSON, the first is line ${first}`
}
