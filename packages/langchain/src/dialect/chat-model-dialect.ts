import {
  type Dialect,
  type Edit,
  type HiddenStream,
  type IsHidden,
  type ToolDefinition,
  type ViewObstacle,
} from '@headroom/core'
import type { CallOptions, ChatModelSettings } from '../types/chat-model-settings.ts'
import type { ChatModel } from '../types/chat-model.ts'
import type { Answer } from '../types/reply.ts'
import type { LangChainRequest } from '../types/request.ts'
import { isDeclared } from './declared.ts'
import { dropsEarlier } from './drops-earlier.ts'
import { createHiddenChunks } from './hidden-chunks.ts'
import { createHiddenEvents } from './hidden-events.ts'
import { hidden, PREVIOUS } from './hidden.ts'
import { continueWith, toolCalls, usage } from './reply.ts'
import { readEvents } from './read-events.ts'
import { matches, segments } from './request.ts'
import { stopReasonOf } from './stop-reason.ts'
import { readParts } from './stream.ts'
import { toolForm } from './tool-form.ts'
import { withoutDrafts } from './without-drafts.ts'

/** How a chat model is asked: for chunks (or a whole answer, which may be streamed inside), or for events. */
export type Form = 'chunks' | 'events'

/**
 * What one chat model is asked, and says. Its tools are declared as it takes them, and calls are hidden in its own kind of stream.
 *
 * @param isJson Whether the answer is to be JSON.
 */
export function chatModelDialect(
  model: ChatModel & ChatModelSettings,
  form: Form,
  isJson = false,
): Dialect<LangChainRequest, Answer> {
  const given = ({ options }: LangChainRequest): CallOptions => ({
    ...model.modelKwargs,
    ...model.invocationKwargs,
    ...options,
  })
  const calls = {
    ...hidden,
    obstacle: (request: LangChainRequest) => obstacle({ n: model.n, ...given(request) }, model.zdrEnabled === true),
    stream: (isHidden: IsHidden): HiddenStream =>
      form === 'events' ? createHiddenEvents(isHidden) : createHiddenChunks(isHidden),
  }
  return {
    name: 'langchain',
    matches,
    segments,
    dropsEarlier: ({ options }) => dropsEarlier(model, options),
    addTool: ({ tools, options }, tool: ToolDefinition) => {
      if (isDeclared(tools ?? [], tool.name)) return []
      return editsOf(toolForm(model, tool, { ...options, tools }) ?? [], tools)
    },
    toolCalls: ({ message }) => toolCalls(message),
    continueWith: (request, { message }, results) => continueWith(request, message, results),
    usage: ({ message }) => usage(message),
    stopReason: ({ message, generationInfo }) => stopReasonOf(message, generationInfo),
    readStream: form === 'events' ? readEvents : readParts<Answer>,
    hidden: isJson ? withoutDrafts(calls) : calls,
  }
}

/** Edits that declare a tool as the last one. Gemini takes functions in one list only. */
function editsOf(form: readonly unknown[], tools: readonly unknown[] | undefined): readonly Edit[] {
  if (tools === undefined) return form.length === 0 ? [] : [{ op: 'add', path: ['tools'], value: form }]
  const place = tools.findIndex((tool) => functionsIn(tool) !== undefined)
  return form.flatMap((value): readonly Edit[] => {
    const functions = place < 0 ? undefined : functionsIn(value)
    const path = ['tools', place, 'functionDeclarations', '-']
    return functions?.map((one) => ({ op: 'add', path, value: one })) ?? [{ op: 'add', path: ['tools', '-'], value }]
  })
}

function functionsIn(tool: unknown): readonly unknown[] | undefined {
  const { functionDeclarations: functions }: { readonly functionDeclarations?: unknown } = Object(tool)
  return Array.isArray(functions) ? functions : undefined
}

function obstacle(options: CallOptions, keepsNothing: boolean): ViewObstacle | undefined {
  if (Number(options['n'] ?? options['candidateCount'] ?? 1) > 1) return 'several-answers'
  const isGiven = (name: string): boolean => options[name] !== undefined && options[name] !== null
  const isLost = isGiven(PREVIOUS) && (keepsNothing || options['store'] === false)
  return isGiven('conversation') || isLost ? 'kept-by-provider' : undefined
}
