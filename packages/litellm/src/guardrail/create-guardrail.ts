import {
  assertOptions,
  createMemoryStore,
  InvalidOptionError,
  type Report,
  type Store,
  type TurnOptions,
} from '@headroom/core'
import { answerCompress } from './answer-compress.ts'
import { answerGeneric } from './answer-generic.ts'
import type { GuardrailSettings } from './guardrail-settings.ts'
import { readBody } from './read-body.ts'
import { Refusal, responseOf } from './refusal.ts'
import { isAllowed } from './same-secret.ts'

/** What `createGuardrail` takes. All optional. */
export interface GuardrailOptions extends Omit<
  TurnOptions,
  'dialect' | 'maxRounds' | 'model' | 'resumes' | 'retrieve' | 'signal' | 'store'
> {
  /**
   * Keeps originals for views, which there are only where a request declares `headroom_retrieve` itself: whoever answers that tool
   * needs the same store. Default: none, so that nothing is left out.
   */
  readonly store?: Store
  /** What a gateway has to show, as `Authorization: Bearer …` or `x-api-key`. Default: none, so that whoever reaches it may ask. */
  readonly apiKey?: string
  /** Longest body that is read, in bytes. Default: `MAX_BODY_BYTES`. */
  readonly maxBodyBytes?: number
  /** Is told what was done to each request. What it throws is passed over. */
  readonly onReport?: (report: Report) => void
}

/** Answers requests of a LiteLLM gateway. Never rejects. */
export type Guardrail = (request: Request) => Promise<Response>

/** Longest body that is read: 32 MiB, what Anthropic takes of a request. https://docs.claude.com/en/api/overview#request-size-limits */
export const MAX_BODY_BYTES: number = 32 * 2 ** 20

/**
 * An endpoint for LiteLLM gateways, as one function from request to response: it serves in Hono, Bun, Deno and Workers as it stands,
 * in Node through `@hono/node-server`.
 *
 * - `POST …/beta/litellm_basic_guardrail_api`: LiteLLM's Generic Guardrail API, as documented in October 2026.
 * - `POST …/v1/compress`: what LiteLLM's own `guardrail: headroom` calls, since version 1.92. Lossless forms only.
 * - `GET …/health`: `{ "status": "ok" }`, for whoever asks.
 *
 * Paths may stand below any other. Only texts of tool results change. What cannot be shortened goes back as it came; what is no such
 * request gets a status of 400 to 415 and an `error` that says why, and a failure of ours 500.
 *
 * @throws InvalidOptionError naming the option, what was given and what would do.
 */
export function createGuardrail(options: GuardrailOptions = {}): Guardrail {
  assertOptions(options, ['apiKey', 'maxBodyBytes', 'onReport'])
  const { store = createMemoryStore(), apiKey, maxBodyBytes = MAX_BODY_BYTES, onReport, ...others } = options
  if (apiKey !== undefined && (typeof apiKey !== 'string' || apiKey === ''))
    throw new InvalidOptionError('apiKey', 'must be a text that is not empty, or left out')
  if (!Number.isInteger(maxBodyBytes) || maxBodyBytes < 1)
    throw new InvalidOptionError('maxBodyBytes', `must be a whole number of at least 1, got ${String(maxBodyBytes)}`)
  if (onReport !== undefined && typeof onReport !== 'function')
    throw new InvalidOptionError('onReport', `must be a function, got ${typeof onReport}`)
  const turnOptions: TurnOptions = { ...others, store }
  const settings = { turnOptions, isShared: options.store !== undefined, onReport: told(onReport) }
  return async (request) => {
    try {
      const { pathname } = new URL(request.url)
      if (pathname.endsWith('/health')) return Response.json({ status: 'ok' })
      const route = ROUTES.find(([path]) => pathname.endsWith(path))?.[1]
      if (route === undefined) throw new Refusal(404, `There is nothing at ${pathname}; ${KNOWN}.`)
      if (request.method !== 'POST') throw new Refusal(405, `${request.method} is not taken here, POST is.`)
      if (apiKey !== undefined && !(await isAllowed(request.headers, apiKey)))
        throw new Refusal(401, 'The key is missing or wrong: send it as `Authorization: Bearer …` or `x-api-key`.')
      return await route(await readBody(request, maxBodyBytes), settings)
    } catch (error) {
      return responseOf(error)
    }
  }
}

type Route = (body: string, settings: GuardrailSettings) => Promise<Response>

const ROUTES: readonly (readonly [path: string, route: Route])[] = [
  ['/beta/litellm_basic_guardrail_api', answerGeneric],
  ['/v1/compress', answerCompress],
]

const KNOWN = 'known are POST /beta/litellm_basic_guardrail_api, POST /v1/compress and GET /health'

function told(onReport: ((report: Report) => void) | undefined): (report: Report) => void {
  return (report) => {
    try {
      onReport?.(report)
    } catch {
      // Who is told observes.
    }
  }
}
