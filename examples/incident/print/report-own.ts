import { basename } from 'node:path'
import pc from 'picocolors'
import type { Outcome } from '@headroom/core'
import { compressOwn } from '../own/own-file.ts'
import { outcomeLine } from './outcome-line.ts'
import { change, count, counted, cut, heading, rule } from './paint.ts'
import { sideBySide } from './side-by-side.ts'

/** Tool results that are listed, the largest; the rest is summed up in one line. */
const LISTED = 20

/** Prints what becomes of the tool results in a file. Answers the exit code. */
export async function reportOwn(file: string): Promise<number> {
  const { what, outcomes, best } = await compressOwn(file)
  console.log(heading(`Headroom on ${cut(basename(file), 50)}`, `${what}, policy balanced, in tokens`))
  console.log(rule())
  const listed = outcomes.toSorted((a, b) => b.tokensBefore - a.tokensBefore).slice(0, LISTED)
  for (const outcome of outcomes) if (listed.includes(outcome)) console.log(outcomeLine(outcome))
  const rest = outcomes.length - listed.length
  if (rest > 0) console.log(pc.dim(` and ${count(rest)} smaller`))
  console.log(rule())
  console.log(pc.bold(` ${totalOf(outcomes)}`))
  if (best === undefined) {
    console.log('\n Nothing here gets shorter, so nothing was changed.\n')
    return 0
  }
  console.log(heading('The start of the one that gained most', best.outcome.tool))
  console.log(`\n${sideBySide(best.before, best.after)}\n`)
  return 0
}

function totalOf(outcomes: readonly Outcome[]): string {
  const before = outcomes.reduce((sum, { tokensBefore }) => sum + tokensBefore, 0)
  const after = outcomes.reduce((sum, { tokensAfter }) => sum + tokensAfter, 0)
  const of = (form: Outcome['form']): number => outcomes.filter((outcome) => outcome.form === form).length
  const forms = `${counted(of('lossless'), 'lossless form')}, ${counted(of('view'), 'view')}, ${count(of('verbatim'))} left alone`
  return `${counted(outcomes.length, 'tool result')}: ${count(before)} → ${count(after)} tokens ${change(before, after)}  (${forms})`
}
