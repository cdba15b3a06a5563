import type { Cassette } from './exchange.ts'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a cassette as indented JSON and makes the folders it needs. */
export function writeCassette(path: string, cassette: Cassette): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(cassette, null, 2)}\n`)
}

/**
 * Reads a cassette.
 *
 * @throws Error if the file is no JSON or no cassette.
 */
export function readCassette(path: string): Cassette {
  const cassette = JSON.parse(readFileSync(path, 'utf8')) as Partial<Cassette> | null
  if (!Array.isArray(cassette?.exchanges)) throw new Error(`${path} is no cassette: it has no list \`exchanges\`.`)
  return cassette as Cassette
}
