import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    // Packing, hostile megabytes and property tests over real traces take seconds each, more on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
