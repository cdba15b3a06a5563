import { cutInSteps, joinInSteps } from '../lines.ts'
import type { Steps } from '../../steps.ts'
import { styles } from './styles.ts'
import { CRLF_LEGEND } from './write.ts'

/**
 * The text that `writeListing` was given.
 *
 * @throws {SyntaxError} For a text that `writeListing` does not write.
 */
export function* readListing(form: string): Steps<string> {
  const lines = yield* cutInSteps(form)
  const first = lines[0] ?? ''
  const isCrlf = first.endsWith(CRLF_LEGEND)
  const legend = isCrlf ? first.slice(0, -CRLF_LEGEND.length) : first.slice(0, -1)
  const style = styles.find((candidate) => candidate.legend.test(legend))
  if (style === undefined || !first.endsWith(':')) throw new SyntaxError('not a listing of ours')
  lines[0] = `${legend}:`
  return yield* joinInSteps(yield* style.read(lines), isCrlf ? '\r\n' : '\n')
}
