import { branches } from './branches/index.ts'
import { columns } from './columns/index.ts'
import { commits } from './commits/index.ts'
import { directories } from './directories/index.ts'
import { ledPaths } from './paths/led-paths.ts'
import { plainPaths } from './paths/plain-paths.ts'
import { porcelain } from './porcelain/index.ts'
import { rows } from './rows/index.ts'
import { status } from './status/index.ts'
import type { Style } from './style.ts'

/** The ways of listing that are known, the strictest first. */
export const styles: readonly Style[] = [
  rows,
  branches,
  commits,
  directories,
  status,
  porcelain,
  ledPaths,
  plainPaths,
  columns,
]
