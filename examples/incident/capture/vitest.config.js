import { defineConfig } from 'vitest/config'

/** The test run of the incident: the engine's own tests and those of the service that broke. */
const include = ['packages/core/src/**/*.test.ts', 'examples/incident/capture/checkout/*.check.js']

// oxlint-disable-next-line import/no-default-export -- vitest reads the default export
export default defineConfig({ test: { root: new URL('../../..', import.meta.url).pathname, include } })
