import { createMemoryStore } from '@headroom/core'
import type { LanguageModelMiddleware, ModelMessage, PrepareStepFunction, ToolSet, wrapLanguageModel } from 'ai'
import { describe, expectTypeOf, it } from 'vitest'
import { compressModelMessages } from './compress-model-messages.ts'
import { type HeadroomMiddleware, headroomMiddleware } from './headroom-middleware.ts'
import { headroomTools } from './headroom-tools.ts'
import type { HeadroomOptions } from './options.ts'
import { withHeadroom } from './with-headroom.ts'

const store = createMemoryStore()

describe('headroomMiddleware', () => {
  it('is a middleware of the installed ai', () => {
    expectTypeOf(headroomMiddleware).toEqualTypeOf<(options?: HeadroomOptions) => HeadroomMiddleware>()
    expectTypeOf<HeadroomMiddleware>().toExtend<LanguageModelMiddleware>()
  })

  it('takes the options of a turn, but those that it sets itself', () => {
    expectTypeOf<keyof HeadroomOptions>().toEqualTypeOf<
      | 'compressors'
      | 'enabled'
      | 'maxRounds'
      | 'model'
      | 'onEvent'
      | 'policy'
      | 'repeats'
      | 'retrieve'
      | 'scope'
      | 'store'
      | 'tokenizer'
      | 'tools'
    >()
    // @ts-expect-error: no such policy
    headroomMiddleware({ policy: 'agressive' })
  })
})

describe('withHeadroom', () => {
  it('takes and gives what wrapLanguageModel takes and gives', () => {
    type Wrap = typeof wrapLanguageModel
    expectTypeOf(withHeadroom).parameter(0).toEqualTypeOf<Parameters<Wrap>[0]['model']>()
    expectTypeOf(withHeadroom).returns.toEqualTypeOf<ReturnType<Wrap>>()
  })
})

describe('headroomTools', () => {
  it('are tools beside which others keep their types', () => {
    const tools = { own: { description: 'Mine.', inputSchema: {} as never }, ...headroomTools({ store }) }
    expectTypeOf(tools).toExtend<ToolSet>()
    expectTypeOf<keyof typeof tools>().toEqualTypeOf<'own' | 'headroom_retrieve'>()
    // @ts-expect-error: without a store there is nothing to give back
    headroomTools({})
  })
})

describe('compressModelMessages', () => {
  it('keeps the type of the list, and fits prepareStep', () => {
    expectTypeOf(compressModelMessages([] as ModelMessage[])).resolves.toEqualTypeOf<ModelMessage[]>()
    const prepareStep = async ({ messages }: { readonly messages: ModelMessage[] }): Promise<object> => ({
      messages: await compressModelMessages(messages, { store }),
    })
    expectTypeOf(prepareStep).toExtend<PrepareStepFunction<ToolSet>>()
    // @ts-expect-error: a text is no list of messages
    void compressModelMessages('Why?')
  })
})
