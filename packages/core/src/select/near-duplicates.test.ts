import { describe, expect, it } from 'vitest'
import { nearDuplicates } from './near-duplicates.ts'

describe('nearDuplicates', () => {
  it('groups texts that differ in numbers and ids only, numbered by first appearance', () => {
    const texts = ['took 12 ms', 'lost 0xdeadbeef', 'took 7 ms', 'took ages', 'lost 0xcafe', 'id 3f2a9c1e77']
    expect([...nearDuplicates(texts)]).toEqual([0, 1, 0, 2, 1, 3])
  })
})
