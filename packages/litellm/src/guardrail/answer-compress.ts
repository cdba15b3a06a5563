import { compressBody, type Report } from '@headroom/core'
import type { GuardrailSettings } from './guardrail-settings.ts'
import { jsonObject, listIn } from './json-object.ts'
import { Refusal } from './refusal.ts'

/**
 * Answers `POST /v1/compress`, the request of LiteLLM's `guardrail: headroom`: messages and a model in, the same messages with shorter
 * tool results out, and the figures that the gateway logs.
 *
 * Lossless forms only. The gateway would answer retrieve calls itself, but rebuilds the model's turn without its reasoning to do so,
 * declares the tool only in requests that hold a marker, and holds the newest messages back, so that what a view shows could change.
 *
 * @throws Refusal of status 400.
 */
export async function answerCompress(body: string, { turnOptions, onReport }: GuardrailSettings): Promise<Response> {
  const request = jsonObject(body)
  if (listIn(request, 'messages') === undefined) throw new Refusal(400, '`messages` must be a list, it is missing.')
  const { store: _, ...options } = turnOptions
  const { body: shorter, report } = await compressBody(body, options)
  onReport(report)
  // The reply is the request with the figures in it: so every byte outside the shortened texts stays.
  const open = shorter.slice(0, shorter.lastIndexOf('}'))
  const figures = JSON.stringify(figuresOf(report)).slice(1)
  return new Response(`${open},${figures}`, { headers: { 'content-type': 'application/json' } })
}

function figuresOf({ tokensBefore, tokensAfter, tokensSaved, outcomes }: Report): Record<string, unknown> {
  const applied = outcomes.flatMap(({ form, by, reason }) => (form === 'verbatim' ? [] : [by ?? reason]))
  return {
    tokens_before: tokensBefore,
    tokens_after: tokensAfter,
    tokens_saved: tokensSaved,
    // Share that is left, as Headroom's proxy has it.
    compression_ratio: tokensBefore === 0 ? 1 : tokensAfter / tokensBefore,
    transforms_applied: [...new Set(applied)],
    ccr_hashes: [],
  }
}
