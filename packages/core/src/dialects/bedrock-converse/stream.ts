import type { StreamReader } from '../../types/stream.ts'
import type { WireObject } from '../wire-value.ts'
import { objectOf } from '../wire-value.ts'
import type { ConverseReply } from './reply.ts'
import { isException } from './reply.ts'
import { createBlock, type StreamedBlock } from './streamed-block.ts'

/**
 * Reads the events of one reply of ConverseStream: objects named by their only key, `{ contentBlockDelta: { … } }`, as the
 * AWS SDK gives them. For the frames beneath, `bedrockEventOf` makes such events.
 *
 * A block need not be started, as texts never are. What comes for a block that has stopped, or after the end, is passed over.
 * An exception stands beside what came before it.
 */
export function readStream(): StreamReader<ConverseReply> {
  const blocks = new Map<number, StreamedBlock>()
  let role: unknown
  let stop: WireObject | undefined
  let metadata: WireObject | undefined
  let exception: WireObject | undefined

  function blockAt({ contentBlockIndex: index }: WireObject): StreamedBlock | undefined {
    if (typeof index !== 'number' || !Number.isInteger(index) || stop !== undefined) return undefined
    const block = blocks.get(index) ?? createBlock()
    blocks.set(index, block)
    return block
  }

  const takers: Readonly<Record<string, (event: WireObject) => void>> = {
    messageStart: (event) => (role ??= event['role']),
    contentBlockStart: (event) => blockAt(event)?.start(event['start']),
    contentBlockDelta: (event) => blockAt(event)?.add(event['delta']),
    contentBlockStop: (event) => blockAt(event)?.stop(),
    messageStop: (event) => (stop ??= event),
    metadata: (event) => (metadata = event),
  }
  let hasBegun = false

  return {
    push(event) {
      for (const [name, given] of Object.entries(objectOf(event) ?? {})) {
        const take = Object.hasOwn(takers, name) ? takers[name] : undefined
        const value = objectOf(given)
        if (value === undefined || (take === undefined && !isException(name))) continue
        hasBegun = true
        if (take === undefined) exception = { [name]: value }
        else take(value)
      }
    },
    reply() {
      if (!hasBegun) return undefined
      const ordered = [...blocks].sort(([left], [right]) => left - right)
      const content = ordered.map(([, block]) => block.value()).filter((block) => block !== undefined)
      return {
        output: { message: { role: role ?? 'assistant', content } },
        ...membersOf(stop, ['stopReason', 'additionalModelResponseFields']),
        ...membersOf(metadata, ['usage', 'metrics', 'trace', 'performanceConfig', 'serviceTier']),
        ...exception,
      }
    },
  }
}

/** Some members of an event, without those that only a stream has. */
function membersOf(event: WireObject | undefined, names: readonly string[]): WireObject {
  return Object.fromEntries(names.map((name) => [name, event?.[name]]).filter(([, value]) => value !== undefined))
}
