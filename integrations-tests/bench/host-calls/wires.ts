import { anthropicMessages, bedrockConverse, type Dialect, gemini, openaiChat } from '@headroom/core'
import { ANSWER, CALL_ID, INPUT, LOG, QUESTION, SCHEMA, TOOL } from './conversation.ts'

/** The conversation in a provider's format, and the answer. */
export interface Wire {
  readonly dialect: Dialect
  readonly request: Readonly<Record<string, unknown>>
  readonly reply: Readonly<Record<string, unknown>>
}

const { name, description } = TOOL

const OPENAI: Wire = {
  dialect: openaiChat as Dialect,
  request: {
    model: 'gpt-5.5',
    messages: [
      { role: 'user', content: QUESTION },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: CALL_ID, type: 'function', function: { name, arguments: JSON.stringify(INPUT) } }],
      },
      { role: 'tool', tool_call_id: CALL_ID, content: LOG },
    ],
    tools: [{ type: 'function', function: { name, description, parameters: SCHEMA } }],
  },
  reply: {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'gpt-5.5',
    choices: [{ index: 0, message: { role: 'assistant', content: ANSWER }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 5, completion_tokens: 1, total_tokens: 6 },
  },
}

const ANTHROPIC: Wire = {
  dialect: anthropicMessages as Dialect,
  request: {
    model: 'claude-sonnet-5-5',
    max_tokens: 1000,
    messages: [
      { role: 'user', content: QUESTION },
      { role: 'assistant', content: [{ type: 'tool_use', id: CALL_ID, name, input: INPUT }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: CALL_ID, content: LOG }] },
    ],
    tools: [{ name, description, input_schema: SCHEMA }],
  },
  reply: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-5-5',
    content: [{ type: 'text', text: ANSWER }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 5, output_tokens: 1 },
  },
}

const GOOGLE: Wire = {
  dialect: gemini as Dialect,
  request: {
    contents: [
      { role: 'user', parts: [{ text: QUESTION }] },
      { role: 'model', parts: [{ functionCall: { id: CALL_ID, name, args: INPUT } }] },
      { role: 'user', parts: [{ functionResponse: { id: CALL_ID, name, response: { output: LOG } } }] },
    ],
    tools: [{ functionDeclarations: [{ name, description, parametersJsonSchema: SCHEMA }] }],
  },
  reply: {
    candidates: [{ index: 0, content: { role: 'model', parts: [{ text: ANSWER }] }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 1, totalTokenCount: 6 },
  },
}

const BEDROCK: Wire = {
  dialect: bedrockConverse as Dialect,
  request: {
    messages: [
      { role: 'user', content: [{ text: QUESTION }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId: CALL_ID, name, input: INPUT } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: CALL_ID, content: [{ text: LOG }] } }] },
    ],
    toolConfig: { tools: [{ toolSpec: { name, description, inputSchema: { json: SCHEMA } } }] },
  },
  reply: {
    output: { message: { role: 'assistant', content: [{ text: ANSWER }] } },
    stopReason: 'end_turn',
    usage: { inputTokens: 5, outputTokens: 1, totalTokens: 6 },
    metrics: { latencyMs: 1 },
  },
}

/** By the doors of `@headroom/clients`. */
export const WIRES: Readonly<Record<'openai' | 'anthropic' | 'google' | 'bedrock', Wire>> = {
  openai: OPENAI,
  anthropic: ANTHROPIC,
  google: GOOGLE,
  bedrock: BEDROCK,
}
