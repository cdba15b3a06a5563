/** The head of an HTTP request, as `postsJson` looks at it. Requests of Hono are such. */
export interface RequestHead {
  /** `POST`, in capitals. */
  readonly method?: string | undefined
  /** Whether the body has been unpacked by now, so that `content-encoding` tells of what it was. Default: false. */
  readonly isUnpacked?: boolean
  /** The value of a header, by its name in small letters; undefined where there is none. */
  header(name: string): string | undefined
}

/**
 * Whether a request posts JSON that is to be shortened: UTF-8 and not compressed, and no header asks for it to be let pass
 * (`x-headroom-bypass: true`, `x-headroom-mode: passthrough`). Nothing of the body is read.
 */
export function postsJson(request: RequestHead): boolean {
  if (request.method !== 'POST') return false
  if (request.header('x-headroom-bypass') === 'true' || request.header('x-headroom-mode') === 'passthrough')
    return false
  const type = request.header('content-type') ?? ''
  const isPlain = request.isUnpacked === true || (request.header('content-encoding') ?? 'identity') === 'identity'
  return isPlain && JSON_TYPE.test(type) && !OTHER_CHARSET.test(type)
}

// Lists of JSON texts (`application/x-ndjson`) are none.
const JSON_TYPE = /^\s*[a-z]+\/(?:[\w.-]+\+)?json\s*(?:;|$)/i
// JSON is UTF-8 (RFC 8259, 8.1), but some say otherwise.
const OTHER_CHARSET = /;\s*charset\s*=(?!\s*"?utf-?8)/i
