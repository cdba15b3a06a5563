import { assertOptions, compressText } from '@headroom/core'
import type { DocumentInterface } from '@langchain/core/documents'
import { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors'
import type { ShorteningOptions } from './shortening-options.ts'

/** Shortens the content of documents, for `ContextualCompressionRetriever` and the like. */
export class HeadroomDocumentCompressor extends BaseDocumentCompressor {
  readonly #options: ShorteningOptions

  /** @throws InvalidOptionError naming the option, what was given and what would do. */
  constructor(options: ShorteningOptions = {}) {
    super()
    assertOptions(options)
    this.#options = options
  }

  /**
   * Documents in the order given, none left out. A document that became shorter is a copy with `metadata.headroom`: tokens before and
   * after and, where something was left out, the `key` of the original. All others are the same objects.
   *
   * @param query What is asked: what answers it stays.
   */
  override async compressDocuments(documents: DocumentInterface[], query: string): Promise<DocumentInterface[]> {
    return Promise.all(documents.map((document) => shortened(document, query, this.#options)))
  }
}

async function shortened(
  document: DocumentInterface,
  query: unknown,
  options: ShorteningOptions,
): Promise<DocumentInterface> {
  if (typeof document?.pageContent !== 'string') return document
  const asked = typeof query === 'string' ? { query } : {}
  const { text, outcome } = await compressText(document.pageContent, { ...options, ...asked })
  if (text === document.pageContent) return document
  const { tokensBefore, tokensAfter, key } = outcome
  const headroom = { tokensBefore, tokensAfter, ...(key === undefined ? {} : { key }) }
  const copy: DocumentInterface = Object.create(Object.getPrototypeOf(document))
  return Object.assign(copy, document, { pageContent: text, metadata: { ...document.metadata, headroom } })
}
