import type { Steps } from '../../steps.ts'
import { joinInSteps } from '../lines.ts'
import { HEAD_START, headLinesOf } from './head-line.ts'
import { replaceLines } from './replace-lines.ts'
import { LEGEND } from './write.ts'

/**
 * The text that `writeDiff` was given.
 *
 * @throws {SyntaxError} For a text that does not begin with its legend.
 */
export function* readDiff(form: string): Steps<string> {
  if (!form.startsWith(LEGEND)) throw new SyntaxError('not a diff with one header line a file')
  const written = form.slice(LEGEND.length)
  const parts = yield* replaceLines(written, HEAD_START, (start, end) => {
    const line = written.slice(start, end)
    return { text: headLinesOf(line)?.join('\n') ?? line, end }
  })
  return yield* joinInSteps(parts ?? [written], '')
}
