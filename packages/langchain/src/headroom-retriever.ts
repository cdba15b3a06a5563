import { InvalidOptionError } from '@headroom/core'
import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager'
import type { DocumentInterface } from '@langchain/core/documents'
import { BaseRetriever, type BaseRetrieverInterface } from '@langchain/core/retrievers'
import { HeadroomDocumentCompressor } from './headroom-document-compressor.ts'
import type { ShorteningOptions } from './shortening-options.ts'

/** A retriever whose documents are shortened as `HeadroomDocumentCompressor` does. Callbacks, tags and tracing reach the one inside. */
export class HeadroomRetriever extends BaseRetriever {
  /** Where the class is found when it is serialised. */
  override lc_namespace: string[] = ['headroom', 'retrievers']
  readonly #retriever: BaseRetrieverInterface
  readonly #compressor: HeadroomDocumentCompressor

  /**
   * @param retriever Any retriever.
   * @throws InvalidOptionError naming the option, what was given and what would do.
   */
  constructor(retriever: BaseRetrieverInterface, options: ShorteningOptions = {}) {
    super()
    if (typeof retriever?.invoke !== 'function')
      throw new InvalidOptionError('retriever', `must be a retriever of @langchain/core, got ${String(retriever)}`)
    this.#retriever = retriever
    this.#compressor = new HeadroomDocumentCompressor(options)
  }

  /** The name that traces show. */
  static override lc_name(): string {
    return 'HeadroomRetriever'
  }

  /** Documents of the retriever inside, shortened. Rejects as it does. */
  override async _getRelevantDocuments(
    query: string,
    runManager?: CallbackManagerForRetrieverRun,
  ): Promise<DocumentInterface[]> {
    const config = runManager === undefined ? {} : { callbacks: runManager.getChild() }
    const documents = await this.#retriever.invoke(query, config)
    return this.#compressor.compressDocuments(documents, query)
  }
}
