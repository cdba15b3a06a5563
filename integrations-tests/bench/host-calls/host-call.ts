import { generateTurn, openTurn, type TurnOptions } from '@headroom/core'

/** A call of a model through a host that has Headroom in it, beside what it is compared with. Each gives what the provider was asked. */
export interface HostCall {
  /** The adapter's specifier and, where it has several ways, the way. */
  readonly name: string
  /** The host's call as it is without Headroom. */
  readonly without: () => Promise<unknown>
  /** The same with it. */
  readonly within: () => Promise<unknown>
  /** What `core` does for such a request alone: a turn, in the adapter's dialect where it can be had, else in one of core's. */
  readonly core: () => Promise<unknown>
  /** The adapter's hook, called as the host does: for hosts to which it makes work that there be a hook at all. */
  readonly hook?: () => Promise<unknown>
}

/** One turn of `core` alone over a model that answers at once. */
export async function coreTurn(
  request: unknown,
  reply: unknown,
  options: TurnOptions,
  body?: string,
): Promise<unknown> {
  const turn = await openTurn(request, options, body)
  await generateTurn(turn, async () => reply)
  return turn.sent
}

/** Keeps what a provider in this process was asked last. */
export interface Seen<T = unknown> {
  last: T | undefined
}

/** A call of a host, told by what the provider was asked. */
export function asked<T>(seen: Seen<T>, call: () => PromiseLike<unknown>): () => Promise<T | undefined> {
  return async () => {
    seen.last = undefined
    await call()
    return seen.last
  }
}
