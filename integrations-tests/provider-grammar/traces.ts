import { sharedFiles, sharedJson } from '../shared-data.ts'
import { type JsonObject, objectOf, objectsOf, stringOf, textIn } from '../stand-in/json-value.ts'
import type { Round, Step } from './conversation.ts'

/** Characters of a trace: as many as leave a minute for all of them in five formats. */
const MAXIMUM_LENGTH = 100_000

/** Every agent session of the shared data that calls tools and is not too long, as a conversation that any format can write. */
export const TRACES: readonly { readonly name: string; readonly rounds: readonly Round[] }[] = sharedFiles(
  'data/traces',
  '.json',
).flatMap((name) => {
  const trace = sharedJson(name)
  const rounds = roundsOf(objectsOf(objectOf(trace).messages))
  const isOne = rounds.some(({ steps }) => steps.length > 0) && JSON.stringify(trace).length <= MAXIMUM_LENGTH
  return isOne ? [{ name, rounds }] : []
})

function roundsOf(messages: readonly JsonObject[]): readonly Round[] {
  const rounds: Round[] = []
  let asked = ''
  let steps: Step[] = []
  for (const [at, message] of messages.entries()) {
    const text = textIn(message.content)
    if (message.role === 'user') asked += text
    if (message.role !== 'assistant') continue
    const calls = objectsOf(message.tool_calls).map(callOf)
    if (calls.length > 0)
      steps.push({ said: { reasoning: '', text, calls }, results: resultsBehind(messages, at, calls) })
    else {
      rounds.push({ ask: askOf(asked), steps, answer: { reasoning: '', text: text || 'Done.', calls } })
      asked = ''
      steps = []
    }
  }
  if (steps.length > 0) rounds.push({ ask: askOf(asked), steps, answer: { reasoning: '', text: 'Done.', calls: [] } })
  return rounds
}

type Call = Step['said']['calls'][number] & { readonly id: string }

function callOf(call: JsonObject): Call {
  const { name, arguments: json } = objectOf(call.function)
  return { id: stringOf(call.id), name: stringOf(name), args: argumentsIn(stringOf(json)) }
}

function argumentsIn(json: string): JsonObject {
  try {
    return objectOf(JSON.parse(json))
  } catch {
    // Some models wrote no JSON. Three formats could not carry it.
    return { text: json }
  }
}

/** The results of calls, by id where the trace has ids, else by order. */
function resultsBehind(messages: readonly JsonObject[], at: number, calls: readonly Call[]): Step['results'] {
  const end = messages.findIndex(({ role }, place) => place > at && role === 'assistant')
  const results = messages.slice(at + 1, end < 0 ? undefined : end).filter(({ role }) => role === 'tool')
  return calls.map(({ id }, place) => {
    const own = id === '' ? undefined : results.find(({ tool_call_id: answered }) => answered === id)
    return { text: textIn((own ?? results[place])?.content) || 'nothing', isError: false }
  })
}

function askOf(text: string): Round['ask'] {
  return { text: text || 'Go on.', hasImage: false, note: '' }
}
