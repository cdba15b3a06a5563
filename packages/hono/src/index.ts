export { compressionMiddleware, type CompressionOptions } from './compression-middleware.ts'
