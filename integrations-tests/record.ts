import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { ModelMessage } from 'ai'
import { ask, type Host, HOSTS, MODES, wrapped } from './ai-sdk/agent.ts'
import { QUESTIONS, SCRIPT } from './ai-sdk/script.ts'
import { recordHosts } from './hosts/record-hosts.ts'
import { writeCassette } from './replay/cassette-file.ts'
import type { Exchange } from './replay/exchange.ts'
import { recordingFetch } from './replay/recording-fetch.ts'
import { createStandIn } from './stand-in/create-stand-in.ts'

// npm run record: runs the agent of ai-sdk/ through the providers' own packages and writes what they exchanged to cassettes/.
// Against api.anthropic.com and api.openai.com where ANTHROPIC_API_KEY and OPENAI_API_KEY are set, else against the stand-in.

const LIVE = {
  anthropic: { baseURL: 'https://api.anthropic.com/v1', apiKey: process.env['ANTHROPIC_API_KEY'] },
  openai: { baseURL: 'https://api.openai.com/v1', apiKey: process.env['OPENAI_API_KEY'] },
} as const

await recordHosts()
for (const host of HOSTS) {
  for (const mode of MODES) await record(host, mode)
}

async function record(host: Host, mode: (typeof MODES)[number]): Promise<void> {
  const provider = host.name === 'anthropic' ? 'anthropic' : 'openai'
  const { apiKey, baseURL } = LIVE[provider]
  const standIn =
    apiKey === undefined ? await createStandIn({ script: SCRIPT, strict: true, prefixCheck: true }) : undefined
  const exchanges: Exchange[] = []
  const upstream = {
    baseURL: standIn === undefined ? baseURL : `${standIn.url}/v1`,
    ...(apiKey === undefined ? {} : { apiKey }),
    fetch: recordingFetch(fetch, (exchange) => void exchanges.push(exchange)),
  }
  const model = wrapped(host, upstream)
  const history: ModelMessage[] = []
  for (const question of QUESTIONS) {
    history.push({ role: 'user', content: question })
    history.push(...(await ask(mode, model, history)).messages)
  }
  await standIn?.close()
  const path = fileURLToPath(new URL(`cassettes/ai-sdk-${host.name}-${mode}.json`, import.meta.url))
  const source = standIn === undefined ? 'live' : 'stand-in'
  writeCassette(path, { source, provider, recordedWith: versionsOf(`@ai-sdk/${provider}`, 'ai'), exchanges })
  console.log(`${source}: ${exchanges.length} exchanges, ${path}`)
}

function versionsOf(...names: readonly string[]): string {
  const { resolve } = createRequire(import.meta.url)
  const versions = names.map((name) => {
    const manifest = JSON.parse(readFileSync(resolve(`${name}/package.json`), 'utf8')) as { readonly version: string }
    return `${name} ${manifest.version}`
  })
  return versions.join(', ')
}

// Frameworks keep timers and sockets of their own.
process.exit()
