export type { Check } from './testing/check.ts'
export { testCompressor, type TestCompressorOptions } from './testing/test-compressor.ts'
export { testDialect, type DialectSamples } from './testing/test-dialect.ts'
export { testStore } from './testing/test-store.ts'
