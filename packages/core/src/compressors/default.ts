import type { Compressor } from '../types/compressor.ts'
import { blob } from './blob/index.ts'
import { diff } from './diff/index.ts'
import { jsonTree } from './json-tree/index.ts'
import { listing } from './listing/index.ts'
import { log } from './log/index.ts'
import { mixed } from './mixed/index.ts'
import { search } from './search/index.ts'
import { table } from './table/index.ts'

const PURE: readonly Compressor[] = [jsonTree, diff, search, listing, table, log, blob]

/** The compressors in use where none are given. The one that is surest of a text goes first; ties in this order. */
export const defaultCompressors: readonly Compressor[] = [...PURE, mixed(PURE)]
