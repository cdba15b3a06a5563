/** Texts that careless code loses or changes: line ends, byte order marks, lone surrogates, things that look like a header. */
export const AWKWARD_TEXTS: readonly string[] = [
  '',
  '\0',
  '\uFEFF{"a": 1.0}\r\n',
  'a\r\nb\rc\n\u2028d\n',
  '\ud800',
  'x\udc00\ud800y',
  '😀'.repeat(100),
  '{"kind":"original","text":"x"}\n',
  '[20 of 200 rows shown. The other 180: headroom_retrieve key 0123456789abcdef]\nx',
  ' '.repeat(100_000),
  'line\n'.repeat(50_000),
  '['.repeat(20_000),
  '{"a":'.repeat(20_000),
]

/** Numbers in 0 to 1, the same for the same seed: Lehmer's generator, good enough to choose places with. */
export function seededRandom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** Characters that formats give a meaning to. */
const TELLING = [...'\n\r\t "\\,:;|[]{}()<>=-+.0123456789aAzZ~^*#@/é😀\u2028\u0000', '\ud800', '1e400', '-0', 'null']

/** A text like another: pieces cut out, doubled, swapped and written over, in `count` places. */
export function changedText(text: string, random: () => number, count: number): string {
  let changed = text
  for (let done = 0; done < count; done++) {
    const start = Math.floor(random() * (changed.length + 1))
    const end = Math.min(changed.length, start + Math.floor(random() ** 3 * 200))
    changed = changed.slice(0, start) + replacement(changed.slice(start, end), random) + changed.slice(end)
  }
  return changed
}

function replacement(piece: string, random: () => number): string {
  const choice = Math.floor(random() * 4)
  if (choice === 0) return ''
  if (choice === 1) return piece + piece
  const telling = TELLING[Math.floor(random() * TELLING.length)] ?? ''
  return choice === 2 ? telling + piece : telling
}
