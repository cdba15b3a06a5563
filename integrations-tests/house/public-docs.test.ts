import type { Node } from 'oxc-parser'
import { describe, expect, it } from 'vitest'
import { type Breach, breachAt } from './breach.ts'
import { packages, shippedFiles } from './project.ts'
import { type PublicDeclaration, publicDeclarations } from './public-declarations.ts'
import { type SourceFile, parseSource } from './source-file.ts'

const REMEDY = 'say what goes in and out, what is guaranteed, where a number comes from'

describe('public declarations', () => {
  it('have a doc comment, and so has every property of an interface', () => {
    const all = packages().flatMap((one) => publicDeclarations(one, shippedFiles()))
    expect(undocumented(all)).toEqual([])
  })

  it('are found through re-exports, and caught without a doc', () => {
    const manifest = {
      name: '@headroom/p',
      exports: { '.': { default: './dist/index.js' }, './package.json': './package.json' },
    }
    const index = `import { c } from './c.ts'\nexport { a, B as D } from './a.ts'\nexport * from './b.ts'\nexport { c }`
    const a = `const hidden = 1\nexport const a = hidden\n/** B. */\nexport interface B {\n  x: 1\n  /** Y. */\n  y(): void\n}`
    const b = `/** No star. */\nexport function e() {}\n\n// no doc\nexport type F = 1\nexport class G {\n  private h = 1\n  i = 2\n}`
    const files = Object.entries({ index, a, b, c: 'export const c = 1\nexport const d = 1' }).map(([name, text]) =>
      parseSource(`packages/p/src/${name}.ts`, text),
    )
    expect(undocumented(publicDeclarations({ folder: 'packages/p', manifest }, files))).toEqual([
      `packages/p/src/c.ts:1 c has no doc comment: ${REMEDY}`,
      `packages/p/src/a.ts:2 a has no doc comment: ${REMEDY}`,
      `packages/p/src/a.ts:5 D.x has no doc comment: ${REMEDY}`,
      `packages/p/src/b.ts:5 F has no doc comment: ${REMEDY}`,
      `packages/p/src/b.ts:6 G has no doc comment: ${REMEDY}`,
      `packages/p/src/b.ts:8 G.i has no doc comment: ${REMEDY}`,
    ])
  })
})

function undocumented(declarations: readonly PublicDeclaration[]): readonly Breach[] {
  const breaches = declarations.flatMap(({ name, file, statement }) =>
    [{ name, node: statement }, ...membersOf(name, statement, file)]
      .filter(({ node }) => !hasDoc(node, file))
      .map((bare) => breachAt(file, bare.node.start, `${bare.name} has no doc comment`, REMEDY)),
  )
  return [...new Set(breaches)]
}

function membersOf(name: string, statement: Node, { text }: SourceFile): readonly { name: string; node: Node }[] {
  const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
  const titled = (member: Node & { readonly key: Node }): { name: string; node: Node } => ({
    name: `${name}.${text.slice(member.key.start, member.key.end)}`,
    node: member,
  })
  if (node?.type === 'TSInterfaceDeclaration')
    return node.body.body.flatMap((one) =>
      one.type === 'TSPropertySignature' || one.type === 'TSMethodSignature' ? [titled(one)] : [],
    )
  if (node?.type === 'ClassDeclaration')
    return node.body.body.flatMap((one) => {
      if (one.type !== 'PropertyDefinition' && one.type !== 'MethodDefinition') return []
      const isOpen = one.accessibility !== 'private' && one.key.type !== 'PrivateIdentifier'
      const isInherited = one.override || (one.type === 'MethodDefinition' && one.kind === 'constructor')
      return isOpen && !isInherited ? [titled(one)] : []
    })
  return []
}

function hasDoc(node: Node, { comments, text }: SourceFile): boolean {
  return comments.some(
    ({ type, value, end }) =>
      type === 'Block' && value.startsWith('*') && end <= node.start && text.slice(end, node.start).trim() === '',
  )
}
