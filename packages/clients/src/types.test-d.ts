import Anthropic from '@anthropic-ai/sdk'
import { BedrockRuntime, BedrockRuntimeClient, type Tool } from '@aws-sdk/client-bedrock-runtime'
import { type FunctionDeclaration, GoogleGenAI, type ToolListUnion } from '@google/genai'
import { createMemoryStore } from '@headroom/core'
import OpenAI, { AzureOpenAI } from 'openai'
import { describe, expectTypeOf, it } from 'vitest'
import * as anthropic from './anthropic.ts'
import * as bedrock from './bedrock.ts'
import * as google from './google.ts'
import * as openai from './openai.ts'

const store = createMemoryStore()

describe('withHeadroom', () => {
  it('gives the type that it is given', () => {
    expectTypeOf(openai.withHeadroom(new OpenAI())).toEqualTypeOf<OpenAI>()
    expectTypeOf(openai.withHeadroom(new AzureOpenAI(), { store })).toEqualTypeOf<AzureOpenAI>()
    expectTypeOf(anthropic.withHeadroom(new Anthropic())).toEqualTypeOf<Anthropic>()
    expectTypeOf(google.withHeadroom(new GoogleGenAI({}))).toEqualTypeOf<GoogleGenAI>()
    expectTypeOf(bedrock.withHeadroom(new BedrockRuntimeClient())).toEqualTypeOf<BedrockRuntimeClient>()
    expectTypeOf(bedrock.withHeadroom(new BedrockRuntime())).toEqualTypeOf<BedrockRuntime>()
  })

  it('takes no client of another library', () => {
    expectTypeOf<Anthropic>().not.toExtend<openai.OpenAIClient>()
    expectTypeOf<OpenAI>().not.toExtend<anthropic.AnthropicClient>()
    expectTypeOf<OpenAI>().not.toExtend<google.GoogleClient>()
    expectTypeOf<GoogleGenAI>().not.toExtend<bedrock.BedrockClient>()
  })
})

describe('headroomTool', () => {
  it('fits where each library takes tools', () => {
    expectTypeOf(openai.headroomTool({ store }).chat).toExtend<OpenAI.ChatCompletionTool>()
    expectTypeOf(openai.headroomTool({ store }).responses).toExtend<OpenAI.Responses.Tool>()
    expectTypeOf(anthropic.headroomTool({ store }).messages).toExtend<Anthropic.ToolUnion>()
    expectTypeOf(anthropic.headroomTool({ store }).messages).toExtend<Anthropic.Beta.BetaToolUnion>()
    expectTypeOf(google.headroomTool({ store }).declaration).toExtend<FunctionDeclaration>()
    expectTypeOf([google.headroomTool({ store }).callable]).toExtend<ToolListUnion>()
    expectTypeOf(bedrock.headroomTool({ store }).converse).toExtend<Tool>()
  })
})
