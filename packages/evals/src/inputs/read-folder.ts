import { stat } from 'node:fs/promises'
import { Misuse } from '../misuse.ts'
import type { Inputs, OutputInput, ProbeInput } from '../types/input.ts'
import { hasDataLayout, readDataLayout } from './data-layout.ts'
import { readOwnFolder } from './own-folder.ts'
import { sampled } from './sample.ts'

/** Which part of a folder to judge. */
export interface Selection {
  /** Files of each kind. Undefined: all. */
  readonly sample: number | undefined
  /** Kinds; conversations are of kind `traces`, sets of questions `evals`. Undefined: all. */
  readonly kinds: readonly string[] | undefined
}

/**
 * Reads what a folder holds: the layout of the evaluation data where it has that, else files of one's own.
 *
 * @param kindOf Names the kind of an output that no folder names.
 * @throws Misuse where there is no such folder, or nothing in it to judge.
 */
export async function readFolder(
  folder: string,
  selection: Selection,
  kindOf: (text: string) => string,
): Promise<Inputs> {
  await assertFolder(folder)
  const inputs = hasDataLayout(folder) ? await readDataLayout(folder) : await readOwnFolder(folder)
  if (inputs.outputs.length === 0 && inputs.traces.length === 0)
    throw new Misuse(`${folder} holds no text to judge; ${inputs.skipped.length} files were skipped.`)
  const named = {
    ...inputs,
    outputs: inputs.outputs.map((output) => ({ ...output, kind: output.kind ?? kindOf(output.text) })),
  }
  return selected(named, selection, folder)
}

async function assertFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found === undefined) throw new Misuse(`There is no folder ${folder}.`)
  if (!found.isDirectory()) throw new Misuse(`${folder} is no folder. Name the folder that it is in.`)
}

function selected(inputs: Inputs, { sample, kinds }: Selection, folder: string): Inputs {
  const isWanted = (kind: string): boolean => kinds === undefined || kinds.includes(kind)
  const traces = sampled(isWanted('traces') || inputs.layout === 'own' ? inputs.traces : [], sample, ({ name }) => ({
    group: 'traces',
    name,
  }))
  const kept = new Set(traces.map(({ name }) => name))
  const ofKind = inputs.outputs.filter(
    ({ kind, name }) => isWanted(kind ?? '') && (!name.includes('#') || kept.has(fileOf(name))),
  )
  const outputs = sampled(ofKind, sample, ({ name, kind }) => ({
    group: name.includes('#') ? name : (kind ?? ''),
    name,
  }))
  const files = new Set([...outputs.map(({ name }) => name), ...kept])
  const probes = inputs.probes.filter((probe) =>
    probe.file.startsWith('evals/') ? isWanted('evals') : files.has(probe.file),
  )
  if (outputs.length === 0 && traces.length === 0 && probes.length === 0)
    throw new Misuse(`${folder} holds nothing of kind ${kinds?.join(', ')}; it holds ${kindsOf(inputs.outputs)}.`)
  return { ...inputs, outputs, traces, probes: sampledItems(probes, sample) }
}

// All questions about a taken file are asked; of the sets, a few of each kind.
function sampledItems(probes: readonly ProbeInput[], sample: number | undefined): readonly ProbeInput[] {
  return sampled(probes, sample, ({ kind, file, id }) => ({ group: file.startsWith('evals/') ? kind : id, name: id }))
}

function fileOf(name: string): string {
  return name.slice(0, name.indexOf('#'))
}

function kindsOf(outputs: readonly OutputInput[]): string {
  return [...new Set(outputs.map(({ kind }) => kind))].sort().join(', ')
}
