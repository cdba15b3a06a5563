import type { Store } from '@headroom/core'
import { openFsStore } from '@headroom/stores/fs'
import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Misuse } from './misuse.ts'

/** The folder of originals where none is named: `$HEADROOM_STORE`, else `~/.headroom/store`. */
export function defaultStoreFolder(): string {
  const named = process.env['HEADROOM_STORE']
  return named === undefined || named === '' ? join(homedir(), '.headroom', 'store') : named
}

/**
 * The store that `--store [DIR]` names, its folder made and seen to be writable; undefined where the option was not given.
 *
 * @param option As commander gives it: true for the option without a value.
 * @throws Misuse where nothing can be written there; where it is a file, `--store` took the next argument for its folder.
 */
export async function storeFor(option: string | boolean | undefined): Promise<Store | undefined> {
  if (option === undefined || option === false) return undefined
  const folder = option === true ? defaultStoreFolder() : option
  try {
    const isFile = folder === option && statSync(folder, { throwIfNoEntry: false })?.isFile() === true
    if (!isFile) return await openFsStore(folder)
  } catch (cause) {
    throw new Misuse(
      `The store folder ${folder} cannot be used: ${reasonOf(cause)}. Name one that you may write to, or leave --store out: then nothing is dropped.`,
    )
  }
  throw new Misuse(
    `--store takes a folder, and ${folder} is a file. To compress it: headroom compress ${folder} --store`,
  )
}

// The store's error names the folder again; its cause is what the system said.
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message.replace(/\.$/, '')
}
