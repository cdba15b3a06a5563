import { mapInSteps } from '../../each-in-steps.ts'
import { ESCAPE, plainLine, type Style } from '../style.ts'

const LEGEND = /^Status of git, porcelain v2; "=" as the mode or hash before it$/
const ENTRY =
  /^(1 [MADRCTU.]{2} [NSCMU.]{4}) (\d{6}) (\d{6}) (\d{6}) ([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}) (.+)$/s
/** As `ENTRY`, with a sign for a mode or a hash that is the one before it. */
const WRITTEN =
  /^(1 [MADRCTU.]{2} [NSCMU.]{4}) (\d{6}) (\d{6}|=) (\d{6}|=) ([0-9a-f]{40}|[0-9a-f]{64}) ([0-9a-f]{40}|[0-9a-f]{64}|=) (.+)$/s
const OTHER = /^[?!] |^# branch\./
const SAME = '='

/** What `git status --porcelain=2` says of each file: a mode and a hash that is the same as the one before it is said once. */
export const porcelain: Style = {
  name: 'porcelain',
  legend: LEGEND,
  isEntry: (line) => ENTRY.test(line) || OTHER.test(line),
  shareIn(lines) {
    const entries = lines.filter((line) => ENTRY.test(line)).length
    if (entries < MIN_ENTRIES) return 0
    const full = lines.filter((line) => line !== '')
    return full.filter((line) => ENTRY.test(line) || OTHER.test(line)).length / full.length
  },
  *write(lines) {
    const written = yield* mapInSteps(lines, (line) => {
      const [, begin, ...fields] = ENTRY.exec(line) ?? []
      if (begin === undefined) return plainLine(line, WRITTEN.test(line))
      const [head = '', index = '', tree = '', from = '', to = '', path = ''] = fields
      const modes = [head, index === head ? SAME : index, tree === index ? SAME : tree]
      return [begin, ...modes, from, to === from ? SAME : to, path].join(' ')
    })
    return ['Status of git, porcelain v2; "=" as the mode or hash before it:', ...written]
  },
  *read(form) {
    return yield* mapInSteps(form.slice(1), (line) => {
      const [, begin, ...fields] = WRITTEN.exec(line) ?? []
      if (begin === undefined) return line.startsWith(ESCAPE) ? line.slice(1) : line
      const [head = '', index = '', tree = '', from = '', to = '', path = ''] = fields
      const own = index === SAME ? head : index
      return [begin, head, own, tree === SAME ? own : tree, from, to === SAME ? from : to, path].join(' ')
    })
  },
}

/** Fewer entries are not worth a word. */
const MIN_ENTRIES = 2
