import { InvalidOptionError } from '@headroom/core'
import { MockLanguageModelV3, MockLanguageModelV4 } from 'ai/test'
import { describe, expect, it } from 'vitest'
import { headroomMiddleware } from './headroom-middleware.ts'
import { DONE, user } from './testing/conversation.ts'
import { reply } from './testing/replies.ts'
import { withHeadroom } from './with-headroom.ts'

const PARAMS = { prompt: [user('Hi.')] }

/** A model that says it is of another version of the AI SDK. */
function modelOf(specificationVersion: string): never {
  return {
    specificationVersion,
    provider: 'p',
    modelId: 'm',
    supportedUrls: {},
    doGenerate: async () => reply(DONE),
  } as never
}

describe('withHeadroom', () => {
  it('takes models of every version that the installed ai can wrap', async () => {
    const models = [modelOf('v2'), new MockLanguageModelV3({ doGenerate: reply(DONE) as never }), modelOf('v4')]
    for (const model of models) expect((await withHeadroom(model).doGenerate(PARAMS)).content).toEqual([DONE])
  })

  it('refuses models of other versions, naming those that would do', () => {
    for (const version of ['v1', 'v9']) {
      expect(() => withHeadroom(modelOf(version))).toThrow(InvalidOptionError)
      expect(() => withHeadroom(modelOf(version))).toThrow(
        `\`model\` must be of specification v2, v3 or v4, as in ai 6 and ai 7, got ${version}.`,
      )
    }
  })

  it('refuses what is no model', () => {
    for (const model of [undefined, null, 'gpt-5.5', {}, () => modelOf('v4')])
      expect(() => withHeadroom(model as never)).toThrow('`model` must be a model of a provider')
  })
})

describe('headroomMiddleware', () => {
  it('refuses to work for an AI SDK whose answers it would misread', async () => {
    const { transformParams } = headroomMiddleware()
    for (const specificationVersion of ['v2', 'v5']) {
      const call = transformParams({ params: PARAMS, model: { modelId: 'm', specificationVersion } })
      await expect(call).rejects.toThrow(
        `must be of specification v3 or v4, as in ai 6 and ai 7, got ${specificationVersion}`,
      )
    }
    await expect(transformParams({ params: PARAMS } as never)).rejects.toThrow('as in ai 6 and ai 7, got v1')
    const model = new MockLanguageModelV4({})
    expect(await transformParams({ params: PARAMS, model })).toBe(PARAMS)
    expect(await transformParams({ params: PARAMS, model: { modelId: 'of no version' } })).toBe(PARAMS)
  })
})
