import { defineConfig } from 'vitest/config'

/** The test run of the incident: the service that broke, and the engine's edits. */
const include = ['packages/core/src/edits/*.test.ts', 'examples/incident/capture/checkout/*.check.js']

// oxlint-disable-next-line import/no-default-export -- vitest reads the default export
export default defineConfig({ test: { root: new URL('../../..', import.meta.url).pathname, include } })
