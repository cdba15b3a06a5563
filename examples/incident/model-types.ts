import type { LanguageModel } from 'ai'

/** A language model as the providers of ai 7 implement it. */
export type ProviderModel = Extract<LanguageModel, { readonly specificationVersion: 'v4' }>

/** What one call of a model is given: the prompt, the tools, the settings. */
export type CallOptions = Parameters<ProviderModel['doStream']>[0]

/** The messages of a call. */
export type Prompt = CallOptions['prompt']

/** What a streaming call gives back. */
export type StreamResult = Awaited<ReturnType<ProviderModel['doStream']>>

/** One piece of a stream. */
export type StreamPart = StreamResult['stream'] extends ReadableStream<infer Part> ? Part : never

/** What a provider says a call used. */
export type ProviderUsage = Extract<StreamPart, { readonly type: 'finish' }>['usage']
