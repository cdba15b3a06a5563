import type { Compressor } from '../../types/compressor.ts'
import { defineCompressor } from '../define.ts'
import { decodeRows, encodeRows } from './codec.ts'
import { detectRows } from './detect.ts'
import { rowsDocumentInSteps } from './document.ts'
import { renderUnits, selectUnits, unitFacts } from './view/view.ts'

/**
 * JSON with rows in it: arrays of objects, wide objects, arrays of arrays, anywhere in a document, and NDJSON.
 *
 * The lossless form holds tables and decodes to the minified document: every lexeme, key order and repeated key as
 * written, without the white space between them and without a byte order mark. A view keeps whole rows.
 */
export const jsonRows: Compressor = defineCompressor({
  name: 'json-rows',
  unit: 'rows',
  detect: detectRows,
  parse: rowsDocumentInSteps,
  canonical: ({ canonical }) => canonical,
  encode: encodeRows,
  decode: decodeRows,
  select: selectUnits,
  render: renderUnits,
  facts: unitFacts,
})
