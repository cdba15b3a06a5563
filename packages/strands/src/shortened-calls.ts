import { type Dialect, openTurn, type Policy, RETRIEVE_TOOL_NAME, type Turn } from '@headroom/core'
import type { InvokeModelStage, MiddlewareNextOf } from '@strands-agents/sdk'
import type { ModelCallHandler } from './around-model-calls.ts'
import { countCall } from './figures.ts'
import type { Settings } from './options.ts'
import { hasOverflowed, isOverflow, rememberOverflow } from './overflow.ts'
import type { ModelCall } from './types.ts'

/**
 * Shortens tool results in each call of an agent's model. What the agent keeps stays whole.
 *
 * @param dialect Says which tools are declared, and so whether anything may be left out.
 */
export function shortenedCalls(
  { turnOptions, overflowPolicy }: Settings,
  dialect: Dialect<ModelCall>,
): ModelCallHandler {
  const opened = (call: Call, policy: Policy | undefined): Promise<Turn<Call>> => {
    const model = call.model?.modelId
    const own = { ...(model === undefined ? {} : { model }), ...turnOptions, dialect: dialect as Dialect }
    return openTurn(call, policy === undefined ? own : { ...own, policy })
  }
  const strengthened = async (call: Call, { report }: Turn): Promise<Turn<Call> | undefined> => {
    if (overflowPolicy === undefined || hasOverflowed(call.agent)) return undefined
    const turn = await opened(call, overflowPolicy)
    return turn.report.tokensAfter < report.tokensAfter ? turn : undefined
  }

  return async function* (given, next) {
    const call = usesTools(given) ? given : withoutRetrieval(given)
    const turn = await opened(call, hasOverflowed(call.agent) ? overflowPolicy : undefined)
    countCall(call.invocationState, turn.report)
    try {
      return yield* next(turn.sent.request)
    } catch (error) {
      const shorter = isOverflow(error) ? await strengthened(call, turn) : undefined
      if (shorter === undefined) throw error
      rememberOverflow(call.agent)
      countCall(call.invocationState, shorter.report)
      return yield* next(shorter.sent.request)
    }
  }
}

type Call = Parameters<MiddlewareNextOf<typeof InvokeModelStage>>[0]

/** Whether a call declares tools of the user's, or holds results of some: else no tool is declared. */
function usesTools(call: Call): boolean {
  if (call.toolSpecs.some(({ name }) => name !== RETRIEVE_TOOL_NAME)) return true
  return call.messages.some(({ content }) => content.some(({ type }) => type === 'toolResultBlock'))
}

function withoutRetrieval(call: Call): Call {
  return call.toolSpecs.length === 0 ? call : { ...call, toolSpecs: [] }
}
