/** What the path of a Messages request says, where it is Vertex AI's. */
export interface VertexAddress {
  /** The model, or `count-tokens`. */
  readonly model: string
  /** Whether a stream is asked for. */
  readonly streams: boolean
}

/**
 * Reads `…/publishers/anthropic/models/MODEL:rawPredict` and `…:streamRawPredict`.
 *
 * @param url Path, with or without a query.
 * @returns Undefined for every other path.
 */
export function vertexAddress(url: string): VertexAddress | undefined {
  const match = VERTEX.exec(url)
  return match === null ? undefined : { model: decodeURIComponent(match[1] ?? ''), streams: match[2] !== undefined }
}

const VERTEX = /\/publishers\/anthropic\/models\/([^/:?]+):(?:rawPredict|(streamRawPredict))(?:\?|$)/
