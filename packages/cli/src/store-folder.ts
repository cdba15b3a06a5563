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
 * The folder that `--store [DIR]` names; undefined where the option was not given.
 *
 * @param option As commander gives it: true for the option without a value.
 * @throws Misuse where it is a file: `--store` took the next argument for its folder.
 */
export function storeFolder(option: string | boolean | undefined): string | undefined {
  if (option === undefined || option === false) return undefined
  if (option === true) return defaultStoreFolder()
  if (statSync(option, { throwIfNoEntry: false })?.isFile() === true)
    throw new Misuse(
      `--store takes a folder, and ${option} is a file. To compress it: headroom compress ${option} --store`,
    )
  return option
}
