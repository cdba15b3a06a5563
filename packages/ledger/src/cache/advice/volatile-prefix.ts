import type { Path } from '@headroom/core'
import { countRegion, type CountTokens } from '../count-region.ts'
import { leavesOf } from '../leaves.ts'
import { placeName } from '../place-name.ts'
import { findVolatile, type VolatileKind } from '../volatile.ts'
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

/** Text of tools and system prompts that is likely to differ from request to request: all behind it would be written anew. */
export function* volatilePrefix({ regions }: WireRegions, countTokens?: CountTokens): Generator<Advice> {
  const counts = regions.map(({ kind, value }) =>
    kind === 'setting' ? 0 : countRegion(leavesOf(value, kind), countTokens),
  )
  let behind = counts.reduce((sum, count) => sum + count, 0)
  for (const [index, { kind, path, value }] of regions.entries()) {
    if (kind === 'tool' || kind === 'system') {
      for (const { name, text } of leavesOf(value, kind)) {
        for (const found of findVolatile(text)) {
          yield adviceOn(found.kind, path, `${joined(path, name)}, line ${found.line + 1}`, behind)
        }
      }
    }
    behind -= counts[index] ?? 0
  }
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
