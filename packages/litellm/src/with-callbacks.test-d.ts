import { completion } from 'litellm'
import { expectTypeOf } from 'vitest'
import { HeadroomCallback } from './headroom-callback.ts'
import type { LiteLLMCallback } from './types/callback.ts'
import { withCallbacks } from './with-callbacks.ts'

const callbacks = [new HeadroomCallback()]
const called = withCallbacks(completion, { callbacks })

expectTypeOf(called).toEqualTypeOf<typeof completion>()
expectTypeOf(withCallbacks(completion)).toEqualTypeOf<typeof completion>()
expectTypeOf(new HeadroomCallback()).toExtend<LiteLLMCallback>()

const params = { model: 'gpt-4', messages: [{ role: 'user' as const, content: 'Hi.' }] }
const whole = await called({ ...params, stream: false })
expectTypeOf(whole.choices[0]?.message.content).toEqualTypeOf<string | null | undefined>()
for await (const chunk of await called({ ...params, stream: true }))
  expectTypeOf(chunk.choices[0]?.delta.content).toEqualTypeOf<string | null | undefined>()

interface Params {
  readonly model: string
}
async function create(given: Params, options?: { readonly signal: AbortSignal }): Promise<{ readonly model: string }> {
  options?.signal.throwIfAborted()
  return given
}
expectTypeOf(withCallbacks(create, { callbacks })).toEqualTypeOf<typeof create>()
