import type { Node } from 'oxc-parser'
import type { Placed } from './source-file.ts'

/** Whether a node reads a variable of one of these names. Names of properties, parameters, types and declarations do not. */
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
      return parent.value === node
    case 'PropertyDefinition':
      return parent.value === node
    case 'VariableDeclarator':
      return parent.init === node
    case 'ArrowFunctionExpression':
      return parent.body === node
    default:
      return !parent.type.startsWith('TS') && !NAMING.has(parent.type)
  }
}

const NAMING: ReadonlySet<string> = new Set([
  'ImportSpecifier',
  'ExportSpecifier',
  'MethodDefinition',
  'FunctionDeclaration',
  'FunctionExpression',
])
