import { createAnthropic } from '@ai-sdk/anthropic'
import { createGoogle } from '@ai-sdk/google'
import { createOpenAI } from '@ai-sdk/openai'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { Host } from './host.ts'

/** A provider's own package. */
export interface Provider extends Pick<Host, 'format' | 'list'> {
  readonly name: string
  /** A model at an address: `http://127.0.0.1:PORT`. */
  model(url: string): LanguageModelV4
}

/** The providers' own packages, each over its wire format. */
export const PROVIDERS: readonly [Provider, ...Provider[]] = [
  {
    name: '@ai-sdk/anthropic',
    format: 'anthropic messages',
    list: 'messages',
    model: (url) => createAnthropic({ baseURL: `${url}/v1`, apiKey: 'none' })('claude-sonnet-5-5'),
  },
  {
    name: '@ai-sdk/openai chat',
    format: 'openai chat',
    list: 'messages',
    model: (url) => createOpenAI({ baseURL: `${url}/v1`, apiKey: 'none' }).chat('gpt-5.5'),
  },
  {
    name: '@ai-sdk/openai responses',
    format: 'openai responses',
    list: 'input',
    model: (url) => createOpenAI({ baseURL: `${url}/v1`, apiKey: 'none' }).responses('gpt-5.5'),
  },
  {
    name: '@ai-sdk/google',
    format: 'gemini',
    list: 'contents',
    model: (url) => createGoogle({ baseURL: `${url}/v1beta`, apiKey: 'none' })('gemini-3.1-pro-preview'),
  },
]
