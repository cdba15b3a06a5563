import type { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk'
import type { AnthropicVertex } from '@anthropic-ai/vertex-sdk'
import { withHeadroom as withHeadroomForAnthropic } from '@headroom/clients/anthropic'
import { withHeadroom as withHeadroomForOpenAI } from '@headroom/clients/openai'
import type { BedrockOpenAI } from 'openai'
import { afterAll, describe, expectTypeOf, it } from 'vitest'
import { VARIANTS } from './clients-variants.ts'
import { stopHttp2Fronts } from './http2-front.ts'
import { testHost } from './test-host.ts'

afterAll(stopHttp2Fronts)

for (const host of VARIANTS) testHost(host)

describe('withHeadroom', () => {
  it('gives the type that it is given, be it of a package of its own', () => {
    expectTypeOf(withHeadroomForAnthropic<AnthropicBedrock>).returns.toEqualTypeOf<AnthropicBedrock>()
    expectTypeOf(withHeadroomForAnthropic<AnthropicVertex>).returns.toEqualTypeOf<AnthropicVertex>()
    expectTypeOf(withHeadroomForOpenAI<BedrockOpenAI>).returns.toEqualTypeOf<BedrockOpenAI>()
  })
})
