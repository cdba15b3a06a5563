import type { Exchange } from '../replay/exchange.ts'
import { writeCassette } from '../replay/cassette-file.ts'
import { recordingFetch } from '../replay/recording-fetch.ts'
import { serveFetch } from '../replay/serve-fetch.ts'
import { createStandIn } from '../stand-in/create-stand-in.ts'
import { ALL_HOSTS } from './all-hosts.ts'
import type { Host } from './host.ts'
import { CASSETTE_SCRIPT, cassettesOf, type HostCassette, playHost } from './host-cassettes.ts'

/** A provider that is asked where its key is set. */
interface Live {
  readonly upstream: string
  readonly key: string | undefined
  readonly header: readonly [name: string, prefix: string]
}

const OPENAI: Live = {
  upstream: 'https://api.openai.com',
  key: process.env['OPENAI_API_KEY'],
  header: ['authorization', 'Bearer '],
}

/** Bedrock is always the stand-in: what hosts sign for the loopback is not what AWS would verify. */
const LIVE: Partial<Readonly<Record<Host['format'], Live>>> = {
  'anthropic messages': {
    upstream: 'https://api.anthropic.com',
    key: process.env['ANTHROPIC_API_KEY'],
    header: ['x-api-key', ''],
  },
  'openai chat': OPENAI,
  'openai responses': OPENAI,
  gemini: {
    upstream: 'https://generativelanguage.googleapis.com',
    key: process.env['GEMINI_API_KEY'],
    header: ['x-goog-api-key', ''],
  },
}

/** Records every host in each way to ask: against its provider where the key is set, else against the stand-in. */
export async function recordHosts(): Promise<void> {
  for (const cassette of cassettesOf(ALL_HOSTS)) await record(cassette)
}

async function record(cassette: HostCassette): Promise<void> {
  const { host, path, name } = cassette
  const live = LIVE[host.format]
  const key = live?.key
  const exchanges: Exchange[] = []
  const standIn =
    key === undefined ? await createStandIn({ script: CASSETTE_SCRIPT, strict: true, chunkSize: 40 }) : undefined
  const send = recordingFetch(
    (input, init) =>
      fetch(
        live === undefined || key === undefined ? new Request(input, init) : keyed(new Request(input, init), live, key),
      ),
    (exchange) => void exchanges.push(exchange),
  )
  const { url, close } = await serveFetch(standIn?.url ?? live?.upstream ?? '', send)
  await playHost(cassette, url)
  await close()
  await standIn?.close()
  const source = standIn === undefined ? 'live' : 'stand-in'
  writeCassette(path, { source, provider: host.format, recordedWith: host.name, exchanges })
  console.log(`${source}: ${exchanges.length} exchanges, ${name}`)
}

function keyed(request: Request, { header: [name, prefix] }: Live, key: string): Request {
  request.headers.set(name, prefix + key)
  return request
}
