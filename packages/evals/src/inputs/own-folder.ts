import { join } from 'node:path'
import { counted } from '../report/format.ts'
import type { Inputs, OutputInput, Skipped, TraceInput } from '../types/input.ts'
import { listFiles } from './list-files.ts'
import { readText } from './read-text.ts'
import { toolResultsOf } from './tool-results.ts'
import { readTranscript } from './transcript.ts'

/**
 * Reads a user's own folder: each file is a transcript of an agent, a request, or else one tool output. What is no text is
 * skipped, and so are transcripts without a turn, and parts of transcripts that cannot be judged; all are told.
 */
export async function readOwnFolder(folder: string): Promise<Inputs> {
  const outputs: OutputInput[] = []
  const traces: TraceInput[] = []
  const listing = await listFiles(folder)
  const skipped: Skipped[] = [...listing.skipped]
  for (const name of listing.files) {
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
    if ('why' in transcript) {
      skipped.push({ name, why: transcript.why })
      continue
    }
    const trace = { name, request: transcript.request }
    traces.push(trace)
    outputs.push(...toolResultsOf(trace, undefined))
    const { brokenLines, asides } = transcript
    if (brokenLines.length > 0) skipped.push({ name, why: linesText(brokenLines) })
    if (asides > 0) skipped.push({ name, why: counted(asides, 'record of a subagent', 'records of subagents') })
  }
  return { layout: 'own', outputs, traces, probes: [], skipped }
}

function mayBeTranscript(name: string): boolean {
  return /\.(?:jsonl?|ndjson)$/i.test(name)
}

function linesText(lines: readonly number[]): string {
  const [first] = lines
  return lines.length === 1
    ? `line ${first} is no JSON`
    : `${lines.length} lines are no JSON, the first is line ${first}`
}
