import type { Node } from 'oxc-parser'
import { lineAt, nodesOf, parseSource, type Placed } from '../house/source-file.ts'

/** One small change to a file that a test should notice. */
export interface Mutant {
  /** From the repository's root, with `/`. */
  readonly path: string
  /** From 1. */
  readonly line: number
  /** Offsets of what is replaced. */
  readonly start: number
  readonly end: number
  /** What stands there now, and what takes its place. */
  readonly before: string
  readonly after: string
}

/** What an operator becomes. Each pair differs on inputs that a test of the code has to hold: bounds, both sides of a choice. */
const OPERATORS: Readonly<Record<string, string>> = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
}

/** Every mutant of a file, in source order: operators, truths, numbers, texts, choices and statements of calls. */
export function mutantsOf(path: string, text: string): readonly Mutant[] {
  const file = parseSource(path, text)
  return nodesOf(file)
    .filter(({ parent }) => parent === undefined || !isType(parent))
    .flatMap((placed) => changesOf(placed, text))
    .map(({ start, end, after }) => ({
      path,
      line: lineAt(file, start),
      start,
      end,
      before: text.slice(start, end),
      after,
    }))
}

interface Change {
  readonly start: number
  readonly end: number
  readonly after: string
}

function changesOf({ node, parent }: Placed, text: string): readonly Change[] {
  switch (node.type) {
    case 'BinaryExpression':
    case 'LogicalExpression':
      return operatorChange(node, text)
    case 'Literal':
      return literalChange(node, parent)
    case 'IfStatement':
    case 'ConditionalExpression':
      return [{ start: node.test.start, end: node.test.end, after: `!(${text.slice(node.test.start, node.test.end)})` }]
    case 'ExpressionStatement':
      return node.expression.type === 'CallExpression' ? [{ start: node.start, end: node.end, after: ';' }] : []
    default:
      return []
  }
}

function operatorChange(
  node: { readonly operator: string; readonly left: Node; readonly right: Node },
  text: string,
): readonly Change[] {
  const after = OPERATORS[node.operator]
  const start = text.indexOf(node.operator, node.left.end)
  if (after === undefined || start < 0 || start >= node.right.start) return []
  return [{ start, end: start + node.operator.length, after }]
}

function literalChange(
  { start, end, value }: { readonly start: number; readonly end: number; readonly value: unknown },
  parent: Node | undefined,
): readonly Change[] {
  if (parent?.type === 'ImportDeclaration' || parent?.type === 'ExportNamedDeclaration') return []
  if (typeof value === 'boolean') return [{ start, end, after: String(!value) }]
  if (typeof value === 'number') return [{ start, end, after: String(value + 1) }]
  return typeof value === 'string' && value !== '' ? [{ start, end, after: "''" }] : []
}

function isType({ type }: Node): boolean {
  return type.startsWith('TS') && type !== 'TSAsExpression' && type !== 'TSSatisfiesExpression'
}
