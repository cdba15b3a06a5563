import { parseSource } from '../house/source-file.ts'

/** The fenced TypeScript blocks of a Markdown text, in order. */
export function examplesIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)
}

/**
 * One module of the examples of a page, as someone has it who pastes each below the one before: all they import first, then each in a
 * scope within that of the one before, so that names may be given anew.
 */
export function moduleOf(examples: readonly string[]): string {
  const imported = new Map<string, Set<string>>()
  const bodies = examples.map((code, index) => {
    const { module } = parseSource(`example-${index}.ts`, code)
    for (const one of module.staticImports) {
      const names = imported.get(one.moduleRequest.value) ?? new Set()
      imported.set(one.moduleRequest.value, names)
      for (const { importName, localName, isType } of one.entries)
        names.add(`${isType ? 'type ' : ''}${bindingOf(importName, localName.value)}`)
    }
    const statements = module.staticImports.map(({ start, end }) => [start, end] as const)
    return exported(without(code, statements))
  })
  const heads = [...imported].flatMap(([source, names]) => headsOf(source, [...names]))
  return [...heads, ...bodies.map((body) => `{\n${body}`), bodies.map(() => '}').join(''), 'export {}', ''].join('\n')
}

interface ImportName {
  readonly kind: 'Name' | 'NamespaceObject' | 'Default' | 'None'
  readonly name: string | null | undefined
}

function bindingOf({ kind, name }: ImportName, local: string): string {
  if (kind === 'NamespaceObject') return `* as ${local}`
  if (kind === 'Default') return `default as ${local}`
  return name === local ? local : `${name ?? local} as ${local}`
}

function headsOf(source: string, names: readonly string[]): readonly string[] {
  const spaces = names.filter((name) => name.startsWith('* as '))
  const named = names.filter((name) => !name.startsWith('* as '))
  return [
    ...spaces.map((name) => `import ${name} from '${source}'`),
    ...(named.length > 0 || names.length === 0 ? [`import { ${named.join(', ')} } from '${source}'`] : []),
  ]
}

function without(code: string, ranges: readonly (readonly [number, number])[]): string {
  return ranges.toReversed().reduce((rest, [start, end]) => rest.slice(0, start) + rest.slice(end), code)
}

/** What a block exports is a name within its scope. */
function exported(code: string): string {
  return code
    .replaceAll(/^export default /gm, 'const exported: unknown = ')
    .replaceAll(/^export (?=const|function|class|async)/gm, '')
}
