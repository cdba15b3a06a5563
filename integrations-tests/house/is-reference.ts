import type { Node } from 'oxc-parser'
import type { Placed } from './source-file.ts'

/** Whether a node reads a variable of one of these names; the name of a property, parameter or type is no such read. */
export function isReference(
  placed: Placed,
  names: readonly string[],
): placed is Placed & { readonly node: Extract<Node, { type: 'Identifier' }> } {
  const { node, parent } = placed
  if (node.type !== 'Identifier' || !names.includes(node.name) || parent === undefined) return false
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed
    case 'Property':
      return parent.value === node && !(parent.key === node && !parent.shorthand)
    case 'PropertyDefinition':
    case 'MethodDefinition':
    case 'TSPropertySignature':
    case 'TSMethodSignature':
      return parent.key !== node || parent.computed
    case 'CallExpression':
    case 'NewExpression':
      return true
    default:
      return !parent.type.startsWith('TS') && !HOLDS_NAMES.has(parent.type)
  }
}

const HOLDS_NAMES: ReadonlySet<string> = new Set([
  'ImportSpecifier',
  'ExportSpecifier',
  'LabeledStatement',
  'FunctionDeclaration',
  'ArrowFunctionExpression',
])
