import type Anthropic from '@anthropic-ai/sdk'
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema'
import { betaZodOutputFormat } from '@anthropic-ai/sdk/helpers/beta/zod'
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod'
import {
  BedrockRuntime,
  type BedrockRuntimeClient,
  type ConverseCommandInput,
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime'
import type { Content, GenerateContentConfig, GoogleGenAI } from '@google/genai'
import type OpenAI from 'openai'
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod'
import { z } from 'zod'
import { SCHEMA } from '../clients/agent-client.ts'
import { anthropicAt } from '../clients/anthropic-agents.ts'
import { bedrockClientOver, bedrockSettings } from '../clients/bedrock-client.ts'
import { googleAt } from '../clients/google-agents.ts'
import { openaiAt } from '../clients/openai-chat-agents.ts'
import { resultOf } from '../clients/loop-script.ts'

/** The log that stands in every conversation here. */
export const LOG: string = resultOf({ id: '', name: 'query_logs', args: {} }, 'cart').text

/** What the model answers each of them. */
export const ANSWER = '{"cause":"the pool"}'

const ANSWERED = z.object({ cause: z.string() })
const TOOL = { name: 'query_logs', description: 'Gives a log.' }

/** Calls of a method of a client, with the log in what is sent. */
export type Methods<Client> = Readonly<Record<string, (client: Client) => Promise<unknown>>>

/** A door of `@headroom/clients`, and what the clients behind it can do. */
export interface Door<Client> {
  readonly name: 'openai' | 'anthropic' | 'google' | 'bedrock'
  open(url: string): Client
  /** Methods that send a conversation. */
  readonly sending: Methods<Client>
  /** Methods that send something else, or to where nothing is to be changed. */
  readonly passing: Methods<Client>
}

const ASKED: OpenAI.ChatCompletionMessageParam[] = [
  { role: 'user', content: 'Why?' },
  {
    role: 'assistant',
    tool_calls: [{ type: 'function', id: 'call_1', function: { name: 'query_logs', arguments: '{}' } }],
  },
  { role: 'tool', tool_call_id: 'call_1', content: LOG },
]
const CHAT_TOOL: OpenAI.ChatCompletionFunctionTool = {
  type: 'function',
  function: { ...TOOL, parameters: SCHEMA, strict: true },
}
const CHAT = { model: 'gpt-5.5', messages: ASKED, tools: [CHAT_TOOL] }
const INPUT: OpenAI.Responses.ResponseInputItem[] = [
  { role: 'user', content: 'Why?' },
  { type: 'function_call', call_id: 'call_1', name: 'query_logs', arguments: '{}' },
  { type: 'function_call_output', call_id: 'call_1', output: LOG },
]
const RESPONSES_TOOL: OpenAI.Responses.FunctionTool = { type: 'function', ...TOOL, parameters: SCHEMA, strict: true }
const RESPONSES = { model: 'gpt-5.5', input: INPUT, tools: [RESPONSES_TOOL] }
const RUNNABLE = { ...TOOL, parameters: SCHEMA, function: () => LOG }

/** `openai`. */
export const OPENAI: Door<OpenAI> = {
  name: 'openai',
  open: (url) => openaiAt({ url, fetch }),
  sending: {
    'chat.completions.create': ({ chat }) => chat.completions.create(CHAT),
    'chat.completions.create with stream': async ({ chat }) =>
      Array.fromAsync(await chat.completions.create({ ...CHAT, stream: true })),
    'chat.completions.create, withResponse': ({ chat }) => chat.completions.create(CHAT).withResponse(),
    'chat.completions.create, asResponse': async ({ chat }) =>
      (await chat.completions.create(CHAT).asResponse()).json(),
    'chat.completions.stream': ({ chat }) => chat.completions.stream(CHAT).finalContent(),
    'chat.completions.parse': async ({ chat }) => {
      const format = zodResponseFormat(ANSWERED, 'answer')
      return (await chat.completions.parse({ ...CHAT, response_format: format })).choices[0]?.message.parsed
    },
    'chat.completions.runTools': ({ chat }) =>
      chat.completions.runTools({ ...CHAT, tools: [{ type: 'function', function: RUNNABLE }] }).finalContent(),
    'chat.completions.runTools with stream': ({ chat }) =>
      chat.completions
        .runTools({ ...CHAT, stream: true, tools: [{ type: 'function', function: RUNNABLE }] })
        .finalContent(),
    'responses.create': ({ responses }) => responses.create(RESPONSES),
    'responses.create with stream': async ({ responses }) =>
      Array.fromAsync(await responses.create({ ...RESPONSES, stream: true })),
    'responses.create, withResponse': ({ responses }) => responses.create(RESPONSES).withResponse(),
    'responses.stream': ({ responses }) => responses.stream(RESPONSES).finalResponse(),
    'responses.parse': async ({ responses }) =>
      (await responses.parse({ ...RESPONSES, text: { format: zodTextFormat(ANSWERED, 'answer') } })).output_parsed,
    'beta.responses.create': ({ beta }) =>
      beta.responses.create(RESPONSES as OpenAI.Beta.Responses.ResponseCreateParamsNonStreaming),
  },
  passing: {
    'responses.compact': ({ responses }) => responses.compact({ model: 'gpt-5.5', input: INPUT }),
    'embeddings.create': ({ embeddings }) => embeddings.create({ model: 'e', input: LOG }),
    'conversations.create': ({ conversations }) => conversations.create({ items: INPUT }),
    'beta.threads.create': ({ beta }) => beta.threads.create({ messages: [{ role: 'user', content: LOG }] }),
    'models.list': ({ models }) => models.list(),
    'a path of its own': (client) => client.post('/mine', { body: CHAT }),
  },
}

/** A request of the Messages API. */
export const MESSAGES: Anthropic.MessageCreateParamsNonStreaming = {
  model: 'claude-sonnet-5-5',
  max_tokens: 100,
  messages: [
    { role: 'user', content: 'Why?' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'query_logs', input: {} }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: LOG }] },
  ],
  tools: [{ ...TOOL, input_schema: { ...SCHEMA, type: 'object' as const } }],
}
const BETA_RUNNABLE = betaTool({ ...TOOL, inputSchema: { type: 'object' }, run: () => LOG })

/** `@anthropic-ai/sdk`. */
export const ANTHROPIC: Door<Anthropic> = {
  name: 'anthropic',
  open: (url) => anthropicAt({ url, fetch }),
  sending: {
    'messages.create': ({ messages }) => messages.create(MESSAGES),
    'messages.create with stream': async ({ messages }) =>
      Array.fromAsync(await messages.create({ ...MESSAGES, stream: true })),
    'messages.create, withResponse': ({ messages }) => messages.create(MESSAGES).withResponse(),
    'messages.create, asResponse': async ({ messages }) => (await messages.create(MESSAGES).asResponse()).json(),
    'messages.stream': ({ messages }) => messages.stream(MESSAGES).finalText(),
    'messages.parse': async ({ messages }) =>
      (await messages.parse({ ...MESSAGES, output_config: { format: zodOutputFormat(ANSWERED) } })).parsed_output,
    'beta.messages.create': ({ beta }) => beta.messages.create(MESSAGES),
    'beta.messages.stream': ({ beta }) => beta.messages.stream(MESSAGES).finalText(),
    'beta.messages.parse': async ({ beta }) => {
      const format = betaZodOutputFormat(ANSWERED)
      return (await beta.messages.parse({ ...MESSAGES, output_config: { format } })).parsed_output
    },
    'beta.messages.toolRunner': ({ beta }) =>
      beta.messages.toolRunner({ ...MESSAGES, thread: false, tools: [BETA_RUNNABLE] }).runUntilDone(),
    'beta.messages.toolRunner with stream': ({ beta }) =>
      beta.messages.toolRunner({ ...MESSAGES, thread: false, tools: [BETA_RUNNABLE], stream: true }).runUntilDone(),
  },
  passing: {
    'models.list': ({ models }) => models.list(),
    'messages.batches.list': ({ messages }) => messages.batches.list(),
  },
}

/** What was said to Gemini. */
const CONTENTS: Content[] = [
  { role: 'user', parts: [{ text: 'Why?' }] },
  { role: 'model', parts: [{ functionCall: { name: 'query_logs', args: {} } }] },
  { role: 'user', parts: [{ functionResponse: { name: 'query_logs', response: { output: LOG } } }] },
]
const DECLARED = [{ functionDeclarations: [{ ...TOOL, parametersJsonSchema: SCHEMA }] }]
const MODEL = 'gemini-2.5-flash'
const CONFIG: GenerateContentConfig = { tools: DECLARED }
const CALLABLE = {
  tool: async () => ({ functionDeclarations: [{ ...TOOL, parametersJsonSchema: SCHEMA }] }),
  callTool: async () => [],
}

/** `@google/genai`. */
export const GOOGLE: Door<GoogleGenAI> = {
  name: 'google',
  open: (url) => googleAt({ url, fetch }),
  sending: {
    'models.generateContent': ({ models }) =>
      models.generateContent({ model: MODEL, contents: CONTENTS, config: CONFIG }),
    'models.generateContentStream': async ({ models }) =>
      Array.fromAsync(await models.generateContentStream({ model: MODEL, contents: CONTENTS, config: CONFIG })),
    'models.generateContent with callable tools': ({ models }) =>
      models.generateContent({ model: MODEL, contents: CONTENTS, config: { tools: [CALLABLE] } }),
    'models.generateContent with options of its own': ({ models }) =>
      models.generateContent({
        model: MODEL,
        contents: CONTENTS,
        config: { ...CONFIG, httpOptions: { headers: { 'x-own': 'a' } } },
      }),
    'chats.sendMessage': ({ chats }) =>
      chats.create({ model: MODEL, history: CONTENTS, config: CONFIG }).sendMessage({ message: 'And?' }),
    'chats.sendMessageStream': async ({ chats }) =>
      Array.fromAsync(
        await chats.create({ model: MODEL, history: CONTENTS, config: CONFIG }).sendMessageStream({ message: 'And?' }),
      ),
  },
  passing: {
    'models.countTokens': ({ models }) => models.countTokens({ model: MODEL, contents: CONTENTS }),
    'models.embedContent': ({ models }) => models.embedContent({ model: 'embedding', contents: LOG }),
    'caches.create': ({ caches }) => caches.create({ model: MODEL, config: { contents: CONTENTS, tools: DECLARED } }),
    'interactions.create': ({ interactions }) =>
      interactions.create({
        model: MODEL,
        input: [{ type: 'function_result', call_id: 'c', name: 'query_logs', result: LOG }],
      }),
    'files.list': ({ files }) => files.list(),
  },
}

/** Input of a Converse command. */
export const CONVERSE: ConverseCommandInput = {
  modelId: 'us.anthropic.claude-sonnet-5-v1:0',
  messages: [
    { role: 'user', content: [{ text: 'Why?' }] },
    { role: 'assistant', content: [{ toolUse: { toolUseId: 'toolu_1', name: 'query_logs', input: {} } }] },
    { role: 'user', content: [{ toolResult: { toolUseId: 'toolu_1', content: [{ text: LOG }] } }] },
  ],
  toolConfig: { tools: [{ toolSpec: { ...TOOL, inputSchema: { json: SCHEMA } } }] },
}
const { model: _, ...INVOKED } = MESSAGES
const INVOKE = {
  modelId: 'us.anthropic.claude-sonnet-5-v1:0',
  body: JSON.stringify({ anthropic_version: 'bedrock-2023-05-31', ...INVOKED }),
}

/** `@aws-sdk/client-bedrock-runtime`. */
export const BEDROCK: Door<BedrockRuntimeClient> = {
  name: 'bedrock',
  open: (url) => bedrockClientOver({ url, fetch }),
  sending: {
    Converse: (client) => client.send(new ConverseCommand(CONVERSE)),
    'Converse with a callback': (client) =>
      new Promise((resolve, reject) => {
        client.send(new ConverseCommand(CONVERSE), (error, output) => (error ? reject(error) : resolve(output)))
      }),
    ConverseStream: async (client) => {
      const { stream } = await client.send(new ConverseStreamCommand(CONVERSE))
      return Array.fromAsync(stream ?? [])
    },
    InvokeModel: async (client) => (await client.send(new InvokeModelCommand(INVOKE))).body.transformToString(),
    'InvokeModel with bytes': async (client) => {
      const body = new TextEncoder().encode(INVOKE.body)
      return (await client.send(new InvokeModelCommand({ ...INVOKE, body }))).body.transformToString()
    },
    InvokeModelWithResponseStream: async (client) => {
      const { body } = await client.send(new InvokeModelWithResponseStreamCommand(INVOKE))
      return (await Array.fromAsync(body ?? [])).map(({ chunk }) => new TextDecoder().decode(chunk?.bytes))
    },
  },
  passing: {
    'InvokeModel of a model with a body of its own': (client) =>
      client.send(new InvokeModelCommand({ modelId: 'amazon.titan', body: JSON.stringify({ inputText: LOG }) })),
  },
}

/** `BedrockRuntime`, which has a method for each command. */
export function bedrockRuntimeAt(url: string): BedrockRuntime {
  return new BedrockRuntime(bedrockSettings({ url, fetch }))
}
