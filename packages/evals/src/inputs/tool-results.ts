import { dialectOf } from '@headroom/core'
import type { OutputInput, TraceInput } from '../types/input.ts'

/**
 * The tool results of a conversation as outputs to judge, each with the call that made it and the user text before it. Results
 * that are marked as errors are left out: they are never compressed.
 *
 * @param kind What they are filed under.
 */
export function toolResultsOf({ name, request }: TraceInput, kind: string | undefined): readonly OutputInput[] {
  const outputs: OutputInput[] = []
  let asked = ''
  for (const { path, role, text, tool, isError } of dialectOf(request)?.segments(request) ?? []) {
    if (role === 'user') asked = text
    if (role !== 'tool' || isError === true || text === '') continue
    outputs.push({
      name: `${name}#${path.join('/')}`,
      kind,
      text,
      conversation: name,
      query: asked,
      ...(tool === undefined ? {} : { tool }),
    })
  }
  return outputs
}
