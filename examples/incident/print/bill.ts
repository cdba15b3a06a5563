import pc from 'picocolors'
import type { Bill, ByClass } from '../bill.ts'
import { change, count, dollars, left, right, rule, WIDTH } from './paint.ts'

const CLASSES: readonly (readonly [keyof ByClass, string])[] = [
  ['fresh', 'fresh input'],
  ['cacheWrite', 'cache write'],
  ['cacheRead', 'cache read'],
  ['output', 'output'],
]

/** Two bills side by side, by token class. */
export function billLines(without: Bill, withHeadroom: Bill): string {
  const head = pc.dim(line('', ['without', 'with', '$ without', '$ with', 'change']))
  const rows = CLASSES.map(([key, name]) =>
    line(name, [
      count(without.tokens[key]),
      count(withHeadroom.tokens[key]),
      dollars(without.dollars[key]),
      dollars(withHeadroom.dollars[key]),
      change(without.dollars[key], withHeadroom.dollars[key]),
    ]),
  )
  const [before, after] = [without.total, withHeadroom.total]
  const total = line('total', ['', '', dollars(before), dollars(after), change(before, after)])
  return [head, rule(), ...rows, rule(), pc.bold(total)].join('\n')
}

const NAME_WIDTH = 14
const CELL_WIDTH = Math.floor((WIDTH - NAME_WIDTH - 2) / 5)

function line(name: string, cells: readonly string[]): string {
  return ` ${left(name, NAME_WIDTH)}${cells.map((cell) => right(cell, CELL_WIDTH)).join('')}`
}
