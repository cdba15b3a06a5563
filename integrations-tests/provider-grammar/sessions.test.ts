import { compressBody, createMemoryStore, dialects, retrieveTool, spliceEdits, type Store } from '@headroom/core'
import { describe, expect, it } from 'vitest'
import { hasShared } from '../shared-data.ts'
import type { JsonObject } from '../stand-in/json-value.ts'
import { type RecordedRequest, REQUESTS } from './exchanges.ts'
import { faultOf } from './grammar.ts'
import { inflated } from './inflated.ts'
import { changedPrefix, sharedTurns } from './prefix.ts'
import { signatureEdits } from './signatures.ts'

/** Where each format keeps its turns. */
const LISTS: Readonly<Record<string, string>> = {
  'anthropic-messages': 'messages',
  'openai-chat': 'messages',
  'openai-responses': 'input',
  gemini: 'contents',
  'bedrock-converse': 'messages',
}

const SESSIONS = growingSessions()

describe.skipIf(!hasShared).each(dialects.map(({ name }) => [name, sessionsOf(name)] as const))(
  '%s',
  (name, sessions) => {
    const list = LISTS[name] ?? ''
    const requests = sessions.flat()

    it.each([
      ['one store for the whole', (): (() => Store) => onlyOne(createMemoryStore())],
      ['a fresh store for each request', (): (() => Store) => createMemoryStore],
    ])(
      `${sessions.length} recorded sessions of ${requests.length} requests grow without a changed byte, with %s`,
      async (_, begin) => {
        const bad: string[] = []
        let shared = 0
        for (const session of sessions) {
          const storeOf = begin()
          let before: Sent | undefined
          for (const recorded of session) {
            const sent = await send(recorded, storeOf())
            const turns = before === undefined ? 0 : sharedTurns(before.bodies, sent.bodies, list)
            const fault =
              faultOf(recorded.dialect, sent.compressed, { url: recorded.url }) ??
              (before && changedPrefix(before, sent)) ??
              (turns === undefined ? 'other bytes' : undefined)
            if (fault !== undefined) bad.push(`${recorded.name}: ${fault}`)
            shared += turns ?? 0
            before = sent
          }
        }
        expect(bad).toEqual([])
        expect(shared).toBeGreaterThan(sessions.length)
      },
    )
  },
)

interface Sent {
  readonly original: JsonObject
  readonly compressed: JsonObject
  readonly bodies: { readonly original: string; readonly compressed: string }
}

/** The request as it goes out: with long results, our tool and signatures of the stand-in. */
async function send({ dialect, json }: RecordedRequest, store: Store): Promise<Sent> {
  const long = inflated(dialect, json)
  const request: JsonObject = JSON.parse(long)
  const original = spliceEdits(long, [...dialect.addTool(request, retrieveTool), ...signatureEdits(dialect, request)])
  const { body } = await compressBody(original, { dialect, store })
  return { original: JSON.parse(original), compressed: JSON.parse(body), bodies: { original, compressed: body } }
}

function onlyOne(store: Store): () => Store {
  return () => store
}

function sessionsOf(name: string): readonly (readonly RecordedRequest[])[] {
  return SESSIONS.filter(([first]) => first?.dialect.name === name)
}

/** Runs of requests of one recorded session in which each repeats all turns of the one before, and adds some. */
function growingSessions(): readonly (readonly RecordedRequest[])[] {
  const runs: RecordedRequest[][] = []
  for (const recorded of REQUESTS) {
    const run = runs.at(-1)
    const before = run?.at(-1)
    if (before !== undefined && before.session === recorded.session && grew(before, recorded)) run?.push(recorded)
    else runs.push([recorded])
  }
  return runs.filter(({ length }) => length > 1)
}

function grew(before: RecordedRequest, after: RecordedRequest): boolean {
  if (before.dialect !== after.dialect) return false
  const [old, next] = [before, after].map((one) => turnsOf(one))
  if (old === undefined || next === undefined || old.length === 0 || next.length <= old.length) return false
  return old.every((turn, at) => turn === next[at])
}

/** The turns as JSON; breakpoints move. */
function turnsOf({ dialect, request }: RecordedRequest): readonly string[] {
  const turns = request[LISTS[dialect.name] ?? '']
  if (!Array.isArray(turns)) return []
  return turns.map((turn: unknown) =>
    JSON.stringify(turn, (name, value: unknown) => (name === 'cache_control' ? undefined : value)),
  )
}
