import { createMemoryStore } from '@headroom/core'
import { HeadroomCallback, withCallbacks } from '@headroom/litellm'
import { asked, coreTurn, type HostCall, type Seen } from './host-call.ts'
import { WIRES } from './wires.ts'

/** `withCallbacks` around a completion that answers at once. */
export async function openCalls(): Promise<readonly HostCall[]> {
  const seen: Seen = { last: undefined }
  const { request, reply, dialect } = WIRES.openai
  const completion = async (params: object): Promise<unknown> => {
    seen.last = params
    return reply
  }
  const store = createMemoryStore()
  const ask = withCallbacks(completion, { callbacks: [new HeadroomCallback({ store })] })
  return [
    {
      name: '@headroom/litellm',
      without: asked(seen, () => completion(request)),
      within: asked(seen, () => ask(request)),
      core: () => coreTurn(request, reply, { store, dialect }),
    },
  ]
}
