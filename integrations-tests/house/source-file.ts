import { type Comment, type EcmaScriptModule, type Node, type Program, parseSync, visitorKeys } from 'oxc-parser'

/** One TypeScript file as the house rules see it. */
export interface SourceFile {
  /** From the repository's root, with `/`. */
  readonly path: string
  readonly text: string
  readonly program: Program
  readonly comments: readonly Comment[]
  /** Its static imports and exports. */
  readonly module: EcmaScriptModule
}

/** A syntax node and the one that holds it. */
export interface Placed {
  readonly node: Node
  readonly parent: Node | undefined
}

/**
 * Reads a file's syntax.
 *
 * @param path From the repository's root; its ending tells the language.
 * @throws Error where the text is not valid TypeScript.
 */
export function parseSource(path: string, text: string): SourceFile {
  const { program, comments, module, errors } = parseSync(path, text)
  const [first] = errors
  if (first !== undefined) throw new Error(`${path} cannot be parsed: ${first.message}`)
  return { path, text, program, comments, module }
}

/** Every node of a file, each before what it holds, in source order. */
export function nodesOf({ program }: Pick<SourceFile, 'program'>): readonly Placed[] {
  const nodes: Placed[] = []
  const pending: Placed[] = [{ node: program, parent: undefined }]
  for (let placed = pending.pop(); placed !== undefined; placed = pending.pop()) {
    nodes.push(placed)
    for (const child of childrenOf(placed.node).toReversed()) pending.push({ node: child, parent: placed.node })
  }
  return nodes
}

/** The line of an offset, from 1. */
export function lineAt({ text }: Pick<SourceFile, 'text'>, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Lines between two offsets that hold code: not blank, not only a comment. */
export function codeLinesBetween(file: SourceFile, start: number, end: number): number {
  let rest = ''
  let from = start
  for (const comment of file.comments) {
    if (comment.start < from || comment.end > end) continue
    rest += file.text.slice(from, comment.start) + file.text.slice(comment.start, comment.end).replaceAll(/[^\n]/g, ' ')
    from = comment.end
  }
  rest += file.text.slice(from, end)
  return rest.split('\n').filter((line) => line.trim() !== '').length
}

/** Whether a comment `// house: <word> because <reason>` ends on the line before an offset, or stands on its line. */
export function isExcused(file: SourceFile, word: 'long' | 'linear', offset: number): boolean {
  const line = lineAt(file, offset)
  return file.comments.some((comment) => {
    if (!new RegExp(`house: ${word} because \\S`).test(comment.value)) return false
    const last = lineAt(file, comment.end)
    return last === line || last === line - 1
  })
}

function childrenOf(node: Node): readonly Node[] {
  const record = node as unknown as Readonly<Record<string, unknown>>
  return (visitorKeys[node.type] ?? []).flatMap((key) => record[key]).filter(isNode)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
