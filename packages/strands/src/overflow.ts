import type { StrandsAgent } from './types.ts'

/** Whether a model refused a call because it was too long for its window, in any copy of Strands. */
export function isOverflow(error: unknown): boolean {
  return error instanceof Error && error.name === 'ContextWindowOverflowError'
}

/** Whether an agent has gone over to the stronger policy, in this process or in one whose session it goes on with. */
export function hasOverflowed({ appState }: Pick<StrandsAgent, 'appState'>): boolean {
  return (appState.get(STATE) as { readonly overflowed?: boolean } | undefined)?.overflowed === true
}

/** Makes an agent go over to the stronger policy. It is kept with the agent's state, and so with its sessions. */
export function rememberOverflow({ appState }: Pick<StrandsAgent, 'appState'>): void {
  appState.set(STATE, { overflowed: true })
}

const STATE = 'headroom'
