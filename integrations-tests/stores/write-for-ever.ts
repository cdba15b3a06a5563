import { keyOf } from '@headroom/core'
import { createFsStore } from '@headroom/stores/fs'

const [, , directory = '', name = ''] = process.argv
const store = createFsStore(directory)
for (let round = 0; ; round = (round + 1) % 50) {
  // Each key is written by every process, with a text of its own each time.
  const text = `${name} ${round} `.repeat(20_000)
  await store.set(await keyOf(`shared ${round}`), { kind: 'original', text }, Infinity)
}
