import type { JsonObject } from '../json-value.ts'
import type { Content } from './body.ts'
import { objectOf } from '../json-value.ts'
import { memberOf } from './body.ts'
import { judgeSignature, needsSignatures } from './signature.ts'

/**
 * What is wrong with the thought signatures of a conversation: none may be changed or stand on another part, and from Gemini 3 on the
 * first call of every step since the user last spoke must carry its own.
 */
export function checkSignatures(contents: readonly Content[], model: string): string | undefined {
  const verdicts = contents.map(({ parts }) => parts.map((_, at) => judgeSignature(parts, at)))
  if (verdicts.flat().includes('tampered')) return 'Corrupted thought signature.'
  if (!needsSignatures(model)) return undefined
  const start = contents.findLastIndex(({ role, parts }) => role !== 'model' && !parts.every(isResponse))
  for (const [at, { role, parts }] of contents.entries()) {
    const place = parts.findIndex((part) => memberOf(part, 'functionCall') !== undefined)
    if (at <= start || role !== 'model' || place < 0 || verdicts[at]?.[place] !== 'absent') continue
    const { name } = objectOf(memberOf(parts[place] ?? {}, 'functionCall'))
    return (
      'Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, ' +
      'and missing thought_signature may lead to degraded model performance. ' +
      `Additional data, function call \`default_api:${String(name)}\`, position ${at + 1}.`
    )
  }
  return undefined
}

function isResponse(part: JsonObject): boolean {
  return memberOf(part, 'functionResponse') !== undefined
}
