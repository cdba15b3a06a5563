import { app } from './hono-readers.ts'

/** What a runtime serves with, if it is Bun or Deno. */
interface Runtime {
  readonly Bun?: { serve(options: { port: number; fetch: typeof app.fetch }): { readonly port: number } }
  readonly Deno?: {
    serve(options: { port: number; onListen(address: { readonly port: number }): void }, fetch: typeof app.fetch): void
  }
}

// Serves the application in whatever runs this, and says at which port.
const { Bun, Deno } = globalThis as Runtime
const { fetch } = app
if (Bun !== undefined) listening(Bun.serve({ port: 0, fetch }))
else if (Deno !== undefined) Deno.serve({ port: 0, onListen: listening }, fetch)
else {
  const { serve } = await import('@hono/node-server')
  // Other packages may need the platform's own `Request`, so this can be had.
  serve({ fetch, port: 0, overrideGlobalObjects: !process.argv.includes('--own-objects') }, listening)
}

function listening({ port }: { readonly port: number }): void {
  console.log(`port ${port}`)
}
