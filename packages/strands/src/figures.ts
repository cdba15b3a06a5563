import type { Report } from '@headroom/core'

/** What was done in one invocation of an agent, agents that it uses as tools included: `result.invocationState.headroom`. */
export interface HeadroomFigures {
  /** Calls of the model that were seen. */
  readonly calls: number
  /** Calls of the retrieve tool that were answered. */
  readonly retrieved: number
  /** Tokens of the texts that may be shortened, summed over the calls. */
  readonly tokensBefore: number
  /** The same as they were sent. */
  readonly tokensAfter: number
  /** `tokensBefore - tokensAfter`. */
  readonly tokensSaved: number
  /** Keys of the originals that the latest call points to. */
  readonly keys: readonly string[]
  /** What went wrong, if anything did. Such texts are sent as they are. */
  readonly failed?: readonly string[]
}

/** Values of one invocation, which hooks, tools and the result share. */
export type InvocationState = Record<string, unknown>

/** Adds a call of a model to what is told of the invocation. */
export function countCall(
  state: InvocationState,
  { tokensBefore, tokensAfter, tokensSaved, keys, outcomes }: Report,
): void {
  const sofar = figuresOf(state)
  const details = outcomes.flatMap(({ detail }) => (detail === undefined ? [] : [detail]))
  const failed = new Set([...(sofar.failed ?? []), ...details])
  tell(state, {
    calls: sofar.calls + 1,
    retrieved: sofar.retrieved,
    tokensBefore: sofar.tokensBefore + tokensBefore,
    tokensAfter: sofar.tokensAfter + tokensAfter,
    tokensSaved: sofar.tokensSaved + tokensSaved,
    keys,
    ...(failed.size === 0 ? {} : { failed: [...failed] }),
  })
}

/** Adds a call of the retrieve tool. */
export function countRetrieval(state: InvocationState): void {
  const sofar = figuresOf(state)
  tell(state, { ...sofar, retrieved: sofar.retrieved + 1 })
}

const FIGURES = 'headroom'
const NONE: HeadroomFigures = { calls: 0, retrieved: 0, tokensBefore: 0, tokensAfter: 0, tokensSaved: 0, keys: [] }

function figuresOf(state: InvocationState): HeadroomFigures {
  const sofar = state[FIGURES] as HeadroomFigures | undefined
  return typeof sofar?.calls === 'number' ? sofar : NONE
}

/** The state is the user's, and may be frozen: then nothing is told. */
function tell(state: InvocationState, figures: HeadroomFigures): void {
  Reflect.set(state, FIGURES, figures)
}
