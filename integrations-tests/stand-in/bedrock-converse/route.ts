/** What the path of a Bedrock Runtime request says. */
export interface BedrockRoute {
  /** Id or ARN of the model, decoded. */
  readonly modelId: string
  /** The last step of the path: `converse`, `converse-stream`, `invoke` or `invoke-with-response-stream`. */
  readonly operation: string
}

/** Reads `/model/ID/OPERATION`, query or not, of which the id is URL-encoded; undefined for every other path. */
export function bedrockRouteOf(url: string): BedrockRoute | undefined {
  const [path = ''] = url.split('?', 1)
  const [, modelId, operation] = PATH.exec(path) ?? []
  return modelId === undefined || operation === undefined ? undefined : { modelId: decoded(modelId), operation }
}

const PATH = /\/model\/([^/]+)\/([^/]+)$/

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // A per cent sign that encodes nothing stands for itself.
  }
}
