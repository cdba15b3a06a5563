import { openaiChat, openTurn } from '@headroom/core'
import type { GuardrailSettings } from './guardrail-settings.ts'
import { type JsonObject, jsonObject, listIn } from './json-object.ts'
import { Refusal } from './refusal.ts'
import { textsWith } from './texts-with.ts'

/**
 * Answers LiteLLM's Generic Guardrail API (https://docs.litellm.ai/docs/adding_provider/generic_guardrail_api): the texts of a
 * request come as a list, and go back in the same order. Which of them are results of tools is told by `structured_messages` alone;
 * the others, and all of a response, go back as they came.
 *
 * Views only where `tools` declares the retrieve tool and whoever answers it can look into the store, else lossless forms.
 *
 * @throws Refusal of status 400.
 */
export async function answerGeneric(
  body: string,
  { turnOptions, isShared, onReport }: GuardrailSettings,
): Promise<Response> {
  const call = jsonObject(body)
  const { input_type: type, model } = call
  if (type !== 'request' && type !== 'response')
    throw new Refusal(400, `\`input_type\` must be request or response, got ${JSON.stringify(type) ?? 'nothing'}.`)
  const texts = textsIn(call)
  const messages = listIn(call, 'structured_messages')
  const tools = listIn(call, 'tools')
  if (type === 'response' || messages === undefined || isBypassed(call)) return Response.json({ action: 'NONE' })
  const named = typeof model === 'string' ? { model } : {}
  const request = { ...named, messages, ...(isShared && tools !== undefined && { tools }) }
  const { sent, report } = await openTurn(request, { ...turnOptions, dialect: openaiChat, retrieve: 'visible' })
  onReport(report)
  const shorter = textsWith(texts, request, sent.request)
  return Response.json(shorter === texts ? { action: 'NONE' } : { action: 'GUARDRAIL_INTERVENED', texts: shorter })
}

function textsIn(call: JsonObject): readonly string[] {
  const texts = listIn(call, 'texts') ?? []
  if (texts.every((text) => typeof text === 'string')) return texts
  throw new Refusal(400, '`texts` must be a list of texts.')
}

/** A client's own `x-headroom-bypass: true`, where the gateway's `extra_headers` name it. */
function isBypassed({ request_headers: headers }: JsonObject): boolean {
  const [, value] = Object.entries(Object(headers)).find(([name]) => name.toLowerCase() === BYPASS) ?? []
  return String(value).toLowerCase() === 'true'
}

const BYPASS = 'x-headroom-bypass'
