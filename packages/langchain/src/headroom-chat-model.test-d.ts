import { FakeListChatModel } from '@langchain/core/utils/testing'
import { describe, expectTypeOf, it } from 'vitest'
import { HeadroomChatModel } from './headroom-chat-model.ts'
import { ScriptedChatModel } from './testing/scripted-chat-model.ts'

describe('HeadroomChatModel', () => {
  it('is of the type of what is wrapped', () => {
    const llm = new FakeListChatModel({ responses: [] })
    expectTypeOf(new HeadroomChatModel(llm)).toEqualTypeOf<FakeListChatModel>()
    expectTypeOf(new HeadroomChatModel(new ScriptedChatModel([]))).toEqualTypeOf<ScriptedChatModel>()
    const bound = llm.bindTools([])
    expectTypeOf(new HeadroomChatModel(bound)).toEqualTypeOf<typeof bound>()
  })

  it('takes chat models and what is made of them, and no names', () => {
    // @ts-expect-error A name is no model.
    expectTypeOf(new HeadroomChatModel('gpt-5.5')).toEqualTypeOf<string>()
  })
})
