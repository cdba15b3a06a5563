import type { ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = {
  test: {
    include: ['**/*.test.ts'],
    // Packing, hostile megabytes and property tests over real traces take seconds each, more on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
}

// oxlint-disable-next-line import/no-default-export -- vitest reads its configuration there
export default config
