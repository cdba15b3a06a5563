import { STEP_LENGTH, type Steps } from '../../steps.ts'
import { createJsonFinder, openingOn } from './find-json.ts'
import { closesFence, type Fence, openFence } from './fence.ts'
import { createHunkReader } from './hunk-lines.ts'
import { isInCode } from './in-code.ts'

/** A stretch of a text that may be of one kind: from a line's start, or from where JSON starts in it, to a line's end. */
export interface Block {
  readonly start: number
  /** Before the line end. */
  readonly end: number
  /** Number of its first line, from 1. */
  readonly line: number
  /** What rooms read in its place: several JSON values, each minified on a line of its own. */
  readonly lines?: string
  /** Whether hunks of a patch stand in it. */
  readonly isPatch?: boolean
}

/** Blocks with nothing but empty lines, headings and rules between them. */
export type Run = readonly Block[]

/** A run as one block: as it is where it has but one. */
export function wholeOf(run: Run): Block | undefined {
  const [first] = run
  if (run.length === 1 || first === undefined) return first
  const isPatch = run.some((block) => block.isPatch === true)
  return { ...first, end: run.at(-1)?.end ?? first.end, ...(isPatch ? { isPatch } : {}) }
}

/** Lines that stand between two outputs: a command, a name of a file, a tag. */
const BORDER = /^(?:\$ \S|==> .{1,300} <==$|<\/?[\w-]{1,60}>(?:[^<>]{0,200}<\/[\w-]{1,60}>)?$)/
/** Lines that stand between two blocks, of one output or of two: headings, rules, titles in rules. */
const TITLE = /^(?:#{1,6} \S|[-=*#_]{3,}(?: .{1,200} [-=*#_]{3,})?$)/
/** A longer line separates nothing. */
const MAX_SEPARATOR = 400

/**
 * Cuts a text into runs of blocks: bodies of Markdown fences, JSON values of several lines or behind a `key: `, and
 * paragraphs. What belongs to none (fences, separators, headings, empty lines) stands between them. Linear.
 *
 * @param minLength JSON values of fewer characters are left in their paragraphs.
 */
export function* cutBlocks(text: string, minLength: number): Steps<readonly Run[]> {
  const cutter = createCutter()
  const findJson = createJsonFinder(text, minLength)
  const isOfHunk = createHunkReader()
  let stop = STEP_LENGTH
  let line = 1
  let fence: Fence | undefined
  for (let at = 0; at < text.length; line++) {
    const feed = text.indexOf('\n', at)
    const next = feed < 0 ? text.length : feed + 1
    const end = contentEnd(text, at, feed)
    const looked = text.slice(at, Math.min(end, at + MAX_SEPARATOR))
    const isShort = end - at < MAX_SEPARATOR
    const isPatch = isOfHunk(looked)
    const opening = fence === undefined && !isPatch ? openingOn(text, at, end) : undefined
    const found = opening && (yield* findJson(at, end, opening))
    const json = found === undefined || isInCode(text, at, found.next) ? undefined : found
    if (isPatch) cutter.add(at, end, line, { isPatch })
    else if (fence !== undefined) {
      if (closesFence(looked, fence)) {
        cutter.close()
        fence = undefined
      } else cutter.add(at, end, line)
    } else if (json !== undefined) {
      cutter.close()
      cutter.add(json.start, json.end, line, json.lines === undefined ? {} : { lines: json.lines })
      cutter.close()
      line += json.feeds - 1
      at = json.next
      continue
    } else if (looked.trim() === '' && isShort) {
      if (!isBetweenEvents(text, at, next)) cutter.pause()
    } else {
      fence = openFence(looked)
      if (fence !== undefined || (isShort && BORDER.test(looked))) cutter.close()
      else if (isShort && TITLE.test(looked)) cutter.pause()
      else cutter.add(at, end, line)
    }
    at = next
    if (at > stop) yield void (stop = at + STEP_LENGTH)
  }
  cutter.close()
  return cutter.runs
}

/** Whether an empty line stands between two server-sent events: these make one block. */
function isBetweenEvents(text: string, at: number, next: number): boolean {
  const isEvent = text.startsWith('data: ', next) || text.startsWith('event: ', next)
  return isEvent && text.startsWith('data: ', text.lastIndexOf('\n', at - 2) + 1)
}

function contentEnd(text: string, start: number, feed: number): number {
  const end = feed < 0 ? text.length : feed
  return end > start && text.charCodeAt(end - 1) === 13 ? end - 1 : end
}

/** What sets a block apart from a paragraph. */
type Kind = Pick<Block, 'lines' | 'isPatch'>

interface Cutter {
  readonly runs: readonly Run[]
  /** Adds a line to the block at hand. */
  readonly add: (start: number, end: number, line: number, kind?: Kind) => void
  /** Ends the block at hand. */
  readonly pause: () => void
  /** Ends the run at hand. */
  readonly close: () => void
}

function createCutter(): Cutter {
  const runs: Run[] = []
  let run: Block[] = []
  let block: (Block & { end: number; isPatch?: boolean }) | undefined
  const pause = (): void => {
    if (block !== undefined) run.push(block)
    block = undefined
  }
  return {
    runs,
    add(start, end, line, kind) {
      if (block === undefined && start === end) return
      if (block === undefined) block = { start, end, line, ...kind }
      else block.end = end
      if (kind?.isPatch === true) block.isPatch = true
    },
    pause,
    close() {
      pause()
      if (run.length > 0) runs.push(run)
      run = []
    },
  }
}
