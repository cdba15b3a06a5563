import type { Path } from '@headroom/core'
import { countRegion, type CountTokens } from '../count-region.ts'
import { type Leaf, leavesOf } from '../leaves.ts'
import { placeName } from '../place-name.ts'
import { findVolatile, type Volatile, type VolatileKind } from '../volatile.ts'
import type { WireRegions } from '../wire-region.ts'
import type { Advice } from './advice.ts'

const SAID: Readonly<Record<VolatileKind, string>> = {
  date: "today's date",
  time: 'the time of day',
  id: 'an id of this session or request',
  'git-state': 'the state of a working tree',
  token: 'an access token',
  'temporary-path': 'a path of a temporary folder',
  budget: 'a count of tokens that are left',
}

/**
 * Text of tools and system prompts that is likely to differ from request to request: all behind it would be written anew. Of each
 * text the first of each kind.
 *
 * @param isMarked Whether the provider caches whole blocks, up to markers; else it caches what stands before the text in its block too.
 */
export function* volatilePrefix(
  { regions }: WireRegions,
  isMarked: boolean,
  countTokens?: CountTokens,
): Generator<Advice> {
  const counts = regions.map(({ kind, value }) =>
    kind === 'setting' ? 0 : countRegion(leavesOf(value, kind), countTokens),
  )
  let behind = counts.reduce((sum, count) => sum + count, 0)
  for (const [index, { kind, path, value }] of regions.entries()) {
    let before = 0
    for (const leaf of kind === 'tool' || kind === 'system' ? leavesOf(value, kind) : []) {
      for (const found of firstOfKinds(leaf.text)) {
        const tokens = isMarked ? behind : behind - before - countRegion([upTo(found.at, leaf)], countTokens)
        yield adviceOn(found.kind, path, `${joined(path, leaf.name)}, line ${found.line + 1}`, Math.max(0, tokens))
      }
      before += isMarked ? 0 : countRegion([leaf], countTokens)
    }
    behind -= counts[index] ?? 0
  }
}

function upTo(at: number, leaf: Leaf): Leaf {
  return { ...leaf, text: leaf.text.slice(0, at) }
}

function firstOfKinds(text: string): Iterable<Volatile> {
  const first = new Map<VolatileKind, Volatile>()
  for (const found of findVolatile(text)) if (!first.has(found.kind)) first.set(found.kind, found)
  return first.values()
}

function adviceOn(kind: VolatileKind, path: Path, place: string, tokens: number): Advice {
  return {
    code: 'volatile-prefix',
    severity: 'costly',
    path,
    problem: `${place} holds ${SAID[kind]}: whenever it differs, about ${tokens} tokens are written anew.`,
    remedy: 'Say it in the newest user message, or at the end of the system prompt behind the last marker.',
    tokens,
  }
}

function joined(path: Path, member: string): string {
  return member === '' ? placeName(path) : `${placeName(path)}.${member}`
}
