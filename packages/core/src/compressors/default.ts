import type { Compressor } from '../types/compressor.ts'
import { jsonRows } from './json-rows/index.ts'
import { log } from './log/index.ts'

/** The compressors in use where none are given. The one that is surest of a text goes first; ties in this order. */
export const defaultCompressors: readonly Compressor[] = [jsonRows, log]
