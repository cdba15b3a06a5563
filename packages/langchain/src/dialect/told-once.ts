type Members = Readonly<Record<string, unknown>>

/** What chunks of a message tell beside what is said, sorted into what the client gets and what waits. */
export interface ToldOnce {
  /**
   * Sorts the members of a chunk's record.
   *
   * @param isHeld Whether what tells of the end waits: the round has hidden calls.
   */
  sorted(record: Members | undefined, isHeld: boolean): Sorted
  /** The next chunk is of the next round. */
  next(): void
}

/** Members of a record. */
export interface Sorted {
  /** What the client gets. */
  readonly shown: Members
  /** What it gets only if this round is the last. */
  readonly held: Members
}

/**
 * Joins records of the chunks of several rounds: LangChain appends texts of one name, so what one message tells once (its model, its
 * role) passes in the first round that tells it. Counts of tokens are summed, and reasoning is a text in parts: they pass always.
 */
export function createToldOnce(): ToldOnce {
  const before = new Set<string>()
  const now = new Set<string>()
  return {
    sorted(record = {}, isHeld) {
      const shown: Record<string, unknown> = {}
      const held: Record<string, unknown> = {}
      for (const [name, value] of Object.entries(record)) {
        if (isPassing(name, value)) shown[name] = value
        else if (isHeld) held[name] = value
        else if (!before.has(name) || !isAppended(name, value)) {
          shown[name] = value
          now.add(name)
        }
      }
      return { shown, held }
    },
    next() {
      for (const name of now) before.add(name)
    },
  }
}

const PASSING: ReadonlySet<string> = new Set([
  'usage',
  'output',
  'tool_calls',
  '__openai_function_call_ids__',
  'reasoning_content',
  'thinking',
  'refusal',
])

/** Texts of which LangChain keeps the latest. */
const REPLACED: ReadonlySet<string> = new Set(['id', 'name', 'output_version', 'model_provider'])

function isPassing(name: string, value: unknown): boolean {
  return PASSING.has(name) || (name === 'reasoning' && typeof value === 'string')
}

// Reasoning of OpenAI's Responses is an object that is signed as a whole; the start of Bedrock's messages holds a role.
function isAppended(name: string, value: unknown): boolean {
  return name === 'reasoning' || name === 'messageStart' || (typeof value === 'string' && !REPLACED.has(name))
}
