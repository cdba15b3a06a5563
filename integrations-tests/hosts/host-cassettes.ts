import { fileURLToPath } from 'node:url'
import { shortScript } from '../clients/loop-script.ts'
import type { Script } from '../stand-in/script.ts'
import type { Answer, Host, Mode } from './host.ts'
import { askAs, openHost } from './run-host.ts'

/** A host in one of its ways to be asked, and the file that holds what it exchanged. */
export interface HostCassette {
  readonly host: Host
  readonly mode: Mode
  readonly name: string
  readonly path: string
}

/** Where cassettes of hosts are. */
export const CASSETTE_FOLDER: string = fileURLToPath(new URL('../cassettes/hosts', import.meta.url))

/** What the stand-in says to a host that is recorded: a call of a tool, a retrieval, an answer. */
export const CASSETTE_SCRIPT: Script = shortScript()

/** The cassettes of hosts, one for each way to ask. */
export function cassettesOf(hosts: readonly Host[]): readonly HostCassette[] {
  return hosts.flatMap((host) =>
    host.modes.map((mode) => {
      const name = `${host.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${mode}.json`
      return { host, mode, name, path: `${CASSETTE_FOLDER}/${name}` }
    }),
  )
}

/** The conversation of a cassette, with whatever answers at an address. */
export async function playHost({ host, mode }: HostCassette, url: string): Promise<Answer> {
  const app = await openHost(host, url)
  const answer = await askAs('cart', app.converse(), 'Why does checkout answer 503?', { mode })
  await app.close?.()
  return answer
}
