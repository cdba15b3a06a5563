import type { Steps } from '../../steps.ts'
import { eachInSteps, someInSteps } from '../each-in-steps.ts'
import { contextCoordinates, hitCoordinate } from './coordinate.ts'
import { isSeparator } from './form.ts'
import { pathBeforeColon, pathBeforeDash } from './layout.ts'
import { isOddPath, isPath, mayBePath } from './path.ts'

/** The files that results are of, as their hits tell. */
export interface KnownFiles {
  /** What stands before hits. */
  readonly paths: ReadonlySet<string>
  /**
   * Paths that would also be read as the context of another (`app.log-2024-05-01` beside `app.log`), but have hits at several
   * lines: a line of context is printed once.
   */
  readonly longer: ReadonlySet<string>
  /** Whether lines of context stand among the hits. */
  readonly hasContext: boolean
}

/** The files of results with numbers. */
export function* numberedFiles(lines: readonly string[]): Steps<KnownFiles> {
  const firsts = new Map<string, string>()
  const paths = new Set<string>()
  const several = new Set<string>()
  yield* eachInSteps(lines, (line) => {
    const hit = hitCoordinate(line)
    if (hit === undefined) return
    const path = line.slice(0, hit.at)
    const first = firsts.get(path)
    if (first === undefined && !isPathOfHit(path)) return
    const number = line.slice(hit.at + 1, hit.end)
    if (first === undefined) {
      firsts.set(path, number)
      paths.add(path)
    } else if (first !== number) several.add(path)
  })
  const hasContext = yield* someInSteps(
    lines,
    (line) => hitCoordinate(line) === undefined && hasKnownBefore(line, paths),
  )
  const longer = new Set<string>()
  if (hasContext) {
    yield* eachInSteps([...several], (path) => {
      if (hasKnownBefore(`${path}-`, paths)) longer.add(path)
    })
  }
  return { paths, longer, hasContext }
}

/** The files of results without numbers. */
export function* bareFiles(lines: readonly string[]): Steps<KnownFiles> {
  const paths = new Set<string>()
  let hasContext = false
  let base = ''
  let isLeft = false
  yield* eachInSteps(lines, (line) => {
    if (isSeparator(line)) hasContext = true
    const path = pathBeforeColon(line)
    if (path === undefined) return
    paths.add(path)
    // Each file is printed once: `a.yaml-key` between two lines of `a.yaml` is its context.
    if (path === base) hasContext ||= isLeft
    else if (base !== '' && path[base.length] === '-' && path.startsWith(base)) isLeft = true
    else [base, isLeft] = [path, false]
  })
  hasContext ||= yield* someInSteps(
    lines,
    (line) => pathBeforeColon(line) === undefined && pathBeforeDash(line, paths) !== undefined,
  )
  return { paths, longer: new Set(), hasContext }
}

/** Whether a path is known; that of context is sometimes printed in full where hits have it from the folder at hand. */
export function isKnown(path: string, paths: ReadonlySet<string>): boolean {
  if (paths.has(path)) return true
  if (!path.startsWith('/')) return false
  for (let at = path.indexOf('/', 1); at > 0; at = path.indexOf('/', at + 1)) {
    if (paths.has(path.slice(at + 1))) return true
  }
  return false
}

function hasKnownBefore(line: string, paths: ReadonlySet<string>): boolean {
  return contextCoordinates(line, line.length).some(({ at }) => isKnown(line.slice(0, at), paths))
}

function isPathOfHit(path: string): boolean {
  if (mayBePath(path) || isRevision(path)) return true
  return isOddPath(path) && !contextCoordinates(path, path.length).some(({ at }) => isPath(path.slice(0, at)))
}

/** `v1.0:src/a.ts` */
function isRevision(path: string): boolean {
  const at = path.indexOf(':')
  return at > 0 && mayBePath(path.slice(at + 1))
}
