import type { JsonNode, JsonObject } from '../../json/node.ts'
import type { Steps } from '../../steps.ts'
import { minified } from './document.ts'
import type { RowsDocument } from './document.ts'
import type { TableStyle } from './encodings/encode-columns.ts'
import { meaningsOf } from './notation.ts'
import type { Notation } from './notation.ts'
import { expandPhrases, shortenPhrases } from './phrases.ts'
import type { Shortened } from './phrases.ts'
import { documentInSteps } from './read-document.ts'
import { writeInSteps } from './write-document.ts'
import { cutInSteps } from '../lines.ts'
import { isShorterInSteps } from '../token-estimate.ts'

/** The first words of a text with tables. No JSON text starts so. */
const TITLE = 'JSON'
/** The same, where there are tables. */
const TABLES_TITLE = 'JSON as tables'

/**
 * Writes a document so that `decodeRows()` gives its canonical form again: tables and short names for repeated phrases
 * where they pay by estimate, else the minified text.
 */
export function* encodeRows(document: RowsDocument): Steps<string> {
  const { isLines, canonical } = document
  const { skeleton, lines, tableCount, notations } = yield* writeInSteps(document, LOSSLESS)
  const body = tableCount === 0 && isLines ? canonical : [skeleton, ...lines].join('\n')
  const short = yield* shortenPhrases(body)
  const legend = legendOf(tableCount > 0, notations, short)
  const text = `${legend}\n${short.text}`
  return (yield* isShorterInSteps(MIN_SAVED, text, canonical)) ? text : canonical
}

/** The notation must save this share of the tokens, by estimate: the estimate may be wrong by as much. */
const MIN_SAVED = 0.05
/** Values are cut apart where that saves this many tokens a row. */
const LOSSLESS: TableStyle = { minSavedByTemplate: 2, isPlain: () => false }
/** A shortened document as text. */
export interface WrittenView {
  readonly text: string
  /** Whether an object stands as a table of its members. */
  readonly isTable: (node: JsonObject) => boolean
}

/** In a view the rows are few and looked at closely: only long shared parts are worth cutting off. */
const MIN_SAVED_IN_VIEW = 6

/**
 * Writes a shortened document: tables that have been read back, or else minified JSON. Columns that the query names keep
 * their values as they are.
 *
 * @param root As `reduce()` gives it.
 */
export function* writeView(root: JsonNode, isLines: boolean, query: string): Steps<WrittenView> {
  const style: TableStyle = {
    minSavedByTemplate: MIN_SAVED_IN_VIEW,
    indexName: INDEX_NAME,
    isPlain: (name) => name === INDEX_NAME || query.includes(name.slice(name.lastIndexOf('.') + 1)),
  }
  const canonical = yield* minified(root, isLines)
  const source = { root, isLines, canonical, dense: undefined }
  const { skeleton, lines, tableCount, notations, isMembersTable } = yield* writeInSteps(source, style)
  const plain: WrittenView = { text: canonical, isTable: () => false }
  if (tableCount === 0) return plain
  const text = [legendOf(true, notations, NO_PHRASES), skeleton, ...lines].join('\n')
  return (yield* decodesTo(canonical, text)) ? { text, isTable: isMembersTable } : plain
}

/** Views promise whole rows as much as the lossless form does. */
function* decodesTo(canonical: string, text: string): Steps<boolean> {
  try {
    return (yield* decodeRows(text)) === canonical
  } catch {
    // A text that cannot be read back is not shown; the plain JSON is.
    return false
  }
}

/** The column of indices that `reduce()` puts before the others. */
const INDEX_NAME = '#'

const NO_PHRASES: Shortened = { text: '', phrases: [], sign: '' }

/** The canonical form of a document, from what `encodeRows()` wrote. Throws where the text is no such thing. */
export function* decodeRows(text: string): Steps<string> {
  if (!text.startsWith(TITLE)) return text
  const end = text.indexOf('\n')
  const body = yield* expandPhrases({ text: text.slice(end + 1), ...readLegend(text.slice(0, end)) })
  return text.startsWith(TABLES_TITLE) ? yield* documentInSteps(yield* cutInSteps(body)) : body
}

const NAMES = ' Short names: '

function legendOf(hasTables: boolean, notations: ReadonlySet<Notation>, { phrases, sign }: Shortened): string {
  const meanings = meaningsOf(notations)
  const title = hasTables ? `${TABLES_TITLE}${meanings === '' ? '' : ` (${meanings})`}.` : `${TITLE}.`
  if (phrases.length === 0) return title
  return `${title}${NAMES}${phrases.map((phrase, index) => `${sign}${index + 1}=${phrase}`).join(' ')}`
}

function readLegend(legend: string): Omit<Shortened, 'text'> {
  const at = legend.indexOf(NAMES)
  if (at < 0) return { phrases: [], sign: '$' }
  const entries = legend.slice(at + NAMES.length).split(' ')
  return { phrases: entries.map((entry) => entry.slice(3)), sign: entries[0]?.charAt(0) ?? '$' }
}
