import { createMemoryStore, keyOf } from '@headroom/core'
import { type DocumentInterface, Document } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { BaseDocumentCompressor } from '@langchain/core/retrievers/document_compressors'
import { describe, expect, it } from 'vitest'
import { HeadroomDocumentCompressor } from './headroom-document-compressor.ts'
import { HeadroomRetriever } from './headroom-retriever.ts'
import { createRetrieveTool } from './retrieve-tool.ts'
import { firstAndLast, longText } from './testing/first-and-last.ts'

const LOG = longText('a')
const compressors = [firstAndLast]

class Fixed extends BaseRetriever {
  override lc_namespace = ['tests']
  readonly documents: DocumentInterface[]
  constructor(documents: DocumentInterface[]) {
    super()
    this.documents = documents
  }
  override _getRelevantDocuments(query: string): Promise<DocumentInterface[]> {
    return query === 'fail' ? Promise.reject(new Error('the index is down')) : Promise.resolve(this.documents)
  }
}

describe('HeadroomDocumentCompressor', () => {
  it('shortens what is long, keeps all else of a document, and leaves the others the same objects', async () => {
    const store = createMemoryStore()
    const long = new Document({ pageContent: LOG, metadata: { source: 'a.log' }, id: 'd1' })
    const short = new Document({ pageContent: 'short', metadata: { source: 'b' } })
    const compressor = new HeadroomDocumentCompressor({ store, compressors })
    const [first, second] = await compressor.compressDocuments([long, short], 'why?')
    expect(second).toBe(short)
    expect(first).toBeInstanceOf(Document)
    expect(first).toMatchObject({ id: 'd1', metadata: { source: 'a.log', headroom: { key: await keyOf(LOG) } } })
    const { tokensBefore, tokensAfter } = first?.metadata['headroom'] ?? {}
    expect(tokensAfter).toBeLessThan(tokensBefore)
    expect(first?.pageContent).toContain('a line 0')
    expect(first?.pageContent).not.toContain('a line 50')
    expect(long).toEqual(new Document({ pageContent: LOG, metadata: { source: 'a.log' }, id: 'd1' }))
    expect(await createRetrieveTool({ store }).invoke({ key: await keyOf(LOG) })).toBe(LOG)
  })

  it('leaves nothing out without a store', async () => {
    const documents = [new Document({ pageContent: LOG })]
    const [same] = await new HeadroomDocumentCompressor({ compressors }).compressDocuments(documents, 'why?')
    expect(same).toBe(documents[0])
  })

  it('gives the same text for the same document and question, in any process', async () => {
    const once = async (): Promise<string | undefined> => {
      const compressor = new HeadroomDocumentCompressor({ store: createMemoryStore(), compressors })
      const [document] = await compressor.compressDocuments([new Document({ pageContent: LOG })], 'why?')
      return document?.pageContent
    }
    expect(await once()).toBe(await once())
  })

  it('passes what is no document, and takes a question that is no text', async () => {
    const odd = [undefined, { pageContent: undefined, metadata: {} }, { pageContent: 'x' }] as never[]
    const given = await new HeadroomDocumentCompressor().compressDocuments(odd, undefined as never)
    expect(given.every((document, index) => document === odd[index])).toBe(true)
  })

  it('is known as a document compressor by LangChain', () => {
    expect(BaseDocumentCompressor.isBaseDocumentCompressor(new HeadroomDocumentCompressor())).toBe(true)
  })
})

describe('HeadroomRetriever', () => {
  it('gives the documents of the retriever inside, shortened, with its run beneath its own', async () => {
    const store = createMemoryStore()
    const retriever = new HeadroomRetriever(new Fixed([new Document({ pageContent: LOG })]), { store, compressors })
    const runs: string[] = []
    const handleRetrieverStart = (_: unknown, query: string, id: string, parent?: string): void =>
      void runs.push(`${query} ${parent === undefined ? 'own' : parent === ids[0]}`, ids.push(id) ? '' : '')
    const ids: string[] = []
    const [document] = await retriever.invoke('why?', { callbacks: [{ handleRetrieverStart }] })
    expect(document?.pageContent).toMatch(/key [0-9a-f]{16}/)
    expect(runs.filter((run) => run !== '')).toEqual(['why? own', 'why? true'])
  })

  it('works in a chain, in batches and as a tool', async () => {
    const retriever = new HeadroomRetriever(new Fixed([new Document({ pageContent: 'short' })]))
    expect(await retriever.pipe((documents) => documents.length).invoke('q')).toBe(1)
    expect(await retriever.batch(['p', 'q'])).toHaveLength(2)
    expect(HeadroomRetriever.lc_name()).toBe('HeadroomRetriever')
  })

  it('rejects as the retriever inside does', async () => {
    await expect(new HeadroomRetriever(new Fixed([])).invoke('fail')).rejects.toThrow('the index is down')
  })

  it('refuses what is no retriever, and options that it does not have', () => {
    expect(() => new HeadroomRetriever({} as never)).toThrow('`retriever` must be')
    expect(() => new HeadroomRetriever(new Fixed([]), { colour: 'red' } as never)).toThrow('`colour` is no option')
  })
})
