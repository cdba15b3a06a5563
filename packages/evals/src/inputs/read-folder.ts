import { stat } from 'node:fs/promises'
import { Misuse } from '../misuse.ts'
import { counted } from '../report/format.ts'
import type { Inputs, ProbeInput, Skipped } from '../types/input.ts'
import { hasDataLayout, readDataLayout } from './data-layout.ts'
import { readOwnFolder } from './own-folder.ts'
import { sampled } from './sample.ts'

/** Which part of a folder to judge. */
export interface Selection {
  /** Files of each kind. Undefined: all. */
  readonly sample: number | undefined
  /** Kinds; conversations turn by turn are `traces`, sets of questions `evals`. Undefined: all. */
  readonly kinds: readonly string[] | undefined
}

/**
 * Reads what a folder holds: the layout of the evaluation data where it has that, else files of one's own.
 *
 * @param kindOf Names the kind of an output that no folder names.
 * @throws Misuse where there is no such folder, nothing in it to judge, or nothing of a kind that is asked for.
 */
export async function readFolder(
  folder: string,
  selection: Selection,
  kindOf: (text: string) => string,
): Promise<Inputs> {
  await assertFolder(folder)
  const inputs = hasDataLayout(folder) ? await readDataLayout(folder) : await readOwnFolder(folder)
  if (inputs.outputs.length === 0 && inputs.traces.length === 0 && inputs.probes.length === 0)
    throw new Misuse(`${folder} holds no text to judge; ${skippedText(inputs.skipped)}.`)
  const named = {
    ...inputs,
    outputs: inputs.outputs.map((output) => ({ ...output, kind: output.kind ?? kindOf(output.text) })),
  }
  assertKinds(named, selection.kinds ?? [], folder)
  return selected(named, selection)
}

function skippedText(skipped: readonly Skipped[]): string {
  const [first] = skipped
  const count = counted(skipped.length, 'file or part was skipped', 'files or parts were skipped')
  return first === undefined ? count : `${count}, the first is ${first.name}: ${first.why}`
}

async function assertFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found === undefined) throw new Misuse(`There is no folder ${folder}.`)
  if (!found.isDirectory()) throw new Misuse(`${folder} is no folder. Name the folder that it is in.`)
}

function assertKinds(inputs: Inputs, wanted: readonly string[], folder: string): void {
  const held = new Set(inputs.outputs.map(({ kind = '' }) => kind))
  if (inputs.traces.length > 0) held.add('traces')
  if (inputs.probes.some(isOfSet)) held.add('evals')
  const unknown = wanted.filter((kind) => !held.has(kind))
  if (unknown.length > 0)
    throw new Misuse(`${folder} holds nothing of kind ${unknown.join(', ')}; it holds ${[...held].sort().join(', ')}.`)
}

function selected(inputs: Inputs, { sample, kinds }: Selection): Inputs {
  const isWanted = (kind: string): boolean => kinds === undefined || kinds.includes(kind)
  const conversations = sampled(inputs.traces, sample, ({ name }) => ({ group: '', name }))
  const taken = new Set(conversations.map(({ name }) => name))
  const ofKind = inputs.outputs.filter(
    ({ kind, conversation }) => isWanted(kind ?? '') && (conversation === undefined || taken.has(conversation)),
  )
  // All results of a taken conversation are judged.
  const outputs = sampled(ofKind, sample, ({ name, kind, conversation }) => ({
    group: JSON.stringify(conversation === undefined ? [kind] : [kind, name]),
    name,
  }))
  const traces = isWanted('traces') ? conversations : []
  const files = new Set([...outputs, ...traces].map(({ name }) => name))
  const probes = inputs.probes.filter((probe) => (isOfSet(probe) ? isWanted('evals') : files.has(probe.file)))
  return { ...inputs, outputs, traces, probes: sampledItems(probes, sample) }
}

// All questions about a taken file are asked; of the sets, a few of each kind.
function sampledItems(probes: readonly ProbeInput[], sample: number | undefined): readonly ProbeInput[] {
  return sampled(probes, sample, (probe) => ({ group: isOfSet(probe) ? probe.kind : probe.id, name: probe.id }))
}

function isOfSet({ file }: ProbeInput): boolean {
  return file.startsWith('evals/')
}
