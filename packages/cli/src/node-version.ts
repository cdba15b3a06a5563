/** Oldest version of Node that the command runs on, major and minor. Source: `engines` in package.json. */
const OLDEST = [22, 13] as const

/**
 * What to tell a person whose Node is too old; undefined where it will do.
 *
 * @param version As `process.versions.node`.
 */
export function nodeProblem(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined
  return `headroom needs Node ${OLDEST.join('.')} or later, and this is Node ${version}. See https://nodejs.org/en/download`
}
