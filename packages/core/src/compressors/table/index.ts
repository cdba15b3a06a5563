import type { Compressor } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { chooseRows } from './choose.ts'
import { detectTable } from './detect.ts'
import { readTableDocument, type TableDocument } from './document.ts'
import { tableFacts } from './facts.ts'
import { readTable } from './read.ts'
import { renderRows } from './render.ts'
import { writeTable } from './write.ts'

/**
 * Tables: CSV and TSV, Markdown, boxes, columns, results of SQL clients. The lossless form decodes to the text byte for byte; it
 * says once what a column repeats and drops quotes, padding and rules that can be set again. A view keeps whole rows.
 */
export const table: Compressor = defineCompressor<TableDocument>({
  name: 'table',
  unit: 'rows',
  detect: detectTable,
  parse: readTableDocument,
  encode: ({ grid }) => writeTable(grid),
  decode: readTable,
  select: chooseRows,
  render: renderRows,
  facts: tableFacts,
})
