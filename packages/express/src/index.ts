export { type CompressionMiddleware, compressionMiddleware } from './compression-middleware.ts'
export { type CompressionOptions, DEFAULT_LIMIT } from './options.ts'
export type { ParsedRequest } from './parsed-request.ts'
