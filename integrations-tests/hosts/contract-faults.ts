import { expect, vi } from 'vitest'
import { retrieve } from '../clients/loop-script.ts'
import type { Script, ScriptedTurn } from '../stand-in/script.ts'
import type { Host, Mode } from './host.ts'
import { asked } from './on-the-wire.ts'
import { askAs, outcomeOf, runHost } from './run-host.ts'

/** Longer than any test waits. */
const FOR_EVER = 60_000
const WAITING = { interval: 5, timeout: FOR_EVER / 6 }
const LOG = { name: 'query_logs', args: { service: 'cart' } }

/** A user who gives up, in a round that the framework sees and in one after a retrieval. */
export async function abortReachesProvider(host: Host, mode: Mode): Promise<void> {
  const fault = { stall: { afterFrames: 0, milliseconds: FOR_EVER }, faultTimes: 1 }
  const plain = await aborted(host, mode, second(fault), 2, 0)
  expect(await aborted(host, mode, second(fault), 2, 1)).toBe(plain)
  expect(await aborted(host, mode, afterRetrieval(fault), 3, 1)).toBe(plain)
}

async function aborted(host: Host, mode: Mode, script: Script, requests: number, copies: 0 | 1): Promise<string> {
  const { standIn, app } = await runHost(host, script, { copies })
  const controller = new AbortController()
  const outcome = outcomeOf(askAs('cart', app.converse(), 'Why?', { mode, signal: controller.signal }))
  await vi.waitFor(() => expect(asked(standIn)).toHaveLength(requests), WAITING)
  controller.abort()
  const ended = await outcome
  await vi.waitFor(() => expect(asked(standIn).at(-1)?.aborted).toBe(true), WAITING)
  await app.close?.()
  return ended
}

/** An error that is no use trying again. */
export async function errorIsTheSame(host: Host, mode: Mode): Promise<void> {
  const error = { status: 400, message: 'the scripted refusal' }
  const [withHeadroom, plain] = await both(host, mode, second({ error }), 0)
  expect(withHeadroom).toEqual(plain)
  expect(plain).not.toContain('Done.')
  const late = await faulted(host, mode, afterRetrieval({ error }), 0, 1)
  expect(late).toContain('the scripted refusal')
  expect(late).not.toContain('Done.')
}

/** A provider that is busy for once. */
export async function retryIsTheSame(host: Host, mode: Mode): Promise<void> {
  const error = { status: 503, retryAfterSeconds: 0.02 }
  const [withHeadroom, plain] = await both(host, mode, second({ error }), 2)
  expect(withHeadroom).toEqual(plain)
}

async function both(host: Host, mode: Mode, script: Script, retries: number): Promise<readonly [string, string]> {
  return [await faulted(host, mode, script, retries, 1), await faulted(host, mode, script, retries, 0)]
}

/** How a turn ends whose script has a fault, and how often the provider was asked. */
async function faulted(host: Host, mode: Mode, script: Script, retries: number, copies: 0 | 1): Promise<string> {
  const { standIn, app } = await runHost(host, script, { copies, retries })
  const outcome = await outcomeOf(askAs('cart', app.converse(), 'Why?', { mode }))
  await app.close?.()
  return `${outcome} (${asked(standIn).length} requests)`
}

function second(fault: ScriptedTurn): Script {
  return { turns: [{ calls: [LOG] }, { text: 'Done.', ...fault }] }
}

function afterRetrieval(fault: ScriptedTurn): Script {
  return { turns: [{ calls: [LOG] }, { calls: [retrieve({ grep: 'ERROR' })] }, { text: 'Done.', ...fault }] }
}
