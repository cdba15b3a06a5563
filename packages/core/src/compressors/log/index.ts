import type { Compressor } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { chooseLines } from './choose.ts'
import { codeOf } from './code.ts'
import { detectLog } from './detect.ts'
import { type LogDocument, readLogDocument } from './document.ts'
import { factsOf } from './facts.ts'
import { clustersOf } from './groups.ts'
import { readLog } from './read.ts'
import { renderLines } from './render.ts'
import { writeLog } from './write.ts'

/**
 * Logs and other outputs of programs that run: one event a line. The lossless form decodes to the text byte for byte; it lists
 * wordings once and writes each line as a letter and its values. A view keeps failures with their context, rare lines, what the
 * query asks for, and counts the rest by wording.
 */
export const log: Compressor = defineCompressor<LogDocument>({
  name: 'log',
  unit: 'lines',
  detect: detectLog,
  parse: readLogDocument,
  *encode({ source, cleaned, clusters, length }) {
    const own = source.lines === cleaned ? clusters : yield* clustersOf(source.lines)
    const form = yield* writeLog(source, yield* codeOf(source.lines, own))
    return form.length < length ? form : undefined
  },
  decode: readLog,
  select: ({ cleaned, clusters }, goal) => chooseLines(cleaned, clusters, goal),
  *render({ cleaned, clusters, times }, kept, goal) {
    return yield* renderLines(cleaned, clusters, yield* times(), kept.indices, goal.keepRatio)
  },
  *facts({ source, cleaned, times }) {
    return yield* factsOf(source.lines, cleaned, yield* times())
  },
  isCleaned: ({ source, cleaned }) => cleaned !== source.lines,
})
