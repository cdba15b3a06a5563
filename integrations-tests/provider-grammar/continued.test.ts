import {
  applyEdits,
  compress,
  createMemoryStore,
  type Dialect,
  isStateful,
  type PolicyName,
  retrieveTool,
  spliceEdits,
  type ToolCall,
  type ToolResult,
} from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { hasShared } from '../shared-data.ts'
import type { JsonObject } from '../stand-in/json-value.ts'
import { type Exchange, EXCHANGES, ownDialect } from './exchanges.ts'
import { faultOf } from './grammar.ts'
import { inflated, rowsText } from './inflated.ts'
import { replySignatureEdits, signatureEdits } from './signatures.ts'

interface Called {
  readonly name: string
  readonly dialect: Dialect
  readonly json: string
  readonly url: string
  readonly reply: object
  readonly calls: readonly ToolCall[]
}

const ASK = { role: 'user', content: 'Which runs failed?' }

const QUESTIONS: Readonly<Record<string, JsonObject>> = {
  'anthropic-messages': { messages: [ASK] },
  'bedrock-converse': { messages: [{ role: 'user', content: [{ text: ASK.content }] }] },
  gemini: { contents: [{ role: 'user', parts: [{ text: ASK.content }] }] },
  'openai-chat': { messages: [ASK] },
  'openai-responses': { input: [ASK] },
}

const CALLED: readonly Called[] = EXCHANGES.flatMap(calledIn)
const PARALLEL = CALLED.filter(({ calls }) => calls.length > 1)

describe.skipIf(!hasShared)(
  `every recorded reply with calls (${CALLED.length}, ${PARALLEL.length} with several)`,
  () => {
    it.each<PolicyName>(['lossless', 'balanced', 'aggressive'])(
      'goes on into a valid request from what %s made of its own, whatever the order of the results',
      async (policy) => {
        const bad: string[] = []
        for (const called of CALLED) {
          const { dialect, json, url } = called
          const request: JsonObject = JSON.parse(inflated(dialect, json))
          const declared = applyEdits(request, dialect.addTool(request, retrieveTool))
          const { request: compressed } = await compress(declared, { policy, dialect, store: createMemoryStore() })
          const base = applyEdits(compressed, signatureEdits(dialect, compressed))
          const reply = applyEdits(called.reply, replySignatureEdits(dialect, base, called.reply))
          const results = called.calls.map(resultOf)
          for (const ordered of [results, results.toReversed()]) {
            const edits = dialect.continueWith(base, reply, ordered)
            const next = applyEdits(base, edits)
            const spliced = spliceEdits(JSON.stringify(base), edits)
            const fault =
              (isSameValue(spliced, JSON.stringify(next)) ? undefined : 'the two writers do not agree') ??
              (isStateful(base) || keepsBytes(base, next) ? undefined : 'what was there is changed') ??
              faultOf(dialect, next, { url, prefixCheck: true })
            if (fault !== undefined) bad.push(`${called.name}: ${fault}`)
          }
        }
        expect(bad).toEqual([])
      },
    )

    it('is answered by as many results as it calls, and refused with one fewer', () => {
      const taken = PARALLEL.filter(({ dialect, json, reply, calls, url }) => {
        const request: JsonObject = JSON.parse(json)
        const base = applyEdits(request, signatureEdits(dialect, request))
        const signed = applyEdits(reply, replySignatureEdits(dialect, base, reply))
        const next = applyEdits(base, dialect.continueWith(base, signed, calls.slice(1).map(resultOf)))
        return faultOf(dialect, next, { url }) === undefined
      })
      expect(taken.map(({ name }) => name)).toEqual([])
      expect(PARALLEL.length).toBeGreaterThan(20)
    })
  },
)

function resultOf({ id, name }: ToolCall, index: number): ToolResult {
  return { id, name, text: index % 2 === 0 ? rowsText(9 + index) : 'No such file.', isError: index % 2 === 1 }
}

/** A reply whose request was not kept is one to a question. */
function calledIn({ name, url, status, json, reply, dialect: known }: Exchange): readonly Called[] {
  const dialect = json === undefined ? ownDialect(name) : known
  const question = QUESTIONS[dialect?.name ?? '']
  if (dialect === undefined || question === undefined || status >= 300) return []
  if (typeof reply !== 'object' || reply === null) return []
  const calls = [...dialect.toolCalls(reply)]
  return calls.length === 0 ? [] : [{ name, dialect, json: json ?? JSON.stringify(question), url, reply, calls }]
}

/** Numbers keep their spelling in what the model wrote. */
function isSameValue(one: string, other: string): boolean {
  return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other))
}

/** Whether the turns of a request begin with those of another, and all else is the same. */
function keepsBytes(before: JsonObject, after: JsonObject): boolean {
  return Object.entries(before).every(([name, value]) => {
    const now = after[name]
    const json = JSON.stringify(value)
    if (JSON.stringify(now) === json) return true
    if (!Array.isArray(now)) return false
    if (!Array.isArray(value)) return true
    return JSON.stringify(now.slice(0, value.length)) === json
  })
}
