import { describe, expect, it } from 'vitest'
import type { View } from '../../types/compressor.ts'
import { openNow } from '../open-now.ts'
import { jsonTree } from './index.ts'

const operation = (index: number): unknown => ({
  summary: `Operation ${index} of the ${['billing', 'users', 'orders'][index % 3]} service`,
  parameters: Array.from({ length: 5 }, (_, at) => ({
    name: `p${at}`,
    in: 'query',
    schema: { type: 'string', maxLength: index },
  })),
  responses: { 200: { description: 'ok' }, 404: { description: 'missing' } },
})

const API = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Service', license: 'MIT' },
  paths: Object.fromEntries(
    Array.from({ length: 22 }, (_, index) => [
      `path${index}`,
      { [`op${index}`]: operation(index), order: index, note: 'x'.repeat(300) },
    ]),
  ),
})

const LOG = JSON.stringify({
  exitCode: 1,
  stdout: Array.from({ length: 400 }, (_, line) =>
    line === 120 ? 'Fatal error: disk full' : `step ${line} done`,
  ).join('\n'),
})

const IMAGE = JSON.stringify({ name: 'logo.png', data: `iVBORw0KGgo${'Qk1GAAAoAAAA4pQf'.repeat(80)}` })

function viewOf(text: string, query: string): View | undefined {
  return openNow(jsonTree, text)?.view({ query })
}

describe('a view of jsonTree', () => {
  it('leaves deep branches that are not asked for out, each with a mark that says what and where it is', () => {
    const view = viewOf(API, 'What is the maxLength of p1 in path7?')
    expect(view).toMatchObject({ unit: 'long parts', total: 22, kept: 1, reasons: ['matches of the query'] })
    expect(view?.text).toContain('schema.maxLength=7')
    expect(view?.text).toMatch(/"path6":\{…3 keys, \d+ characters: \$\.paths\.path6\}/)
    expect(view?.text).toContain('"info":{"title":"Service","license":"MIT"}')
    expect(view?.facts).toContain('21 branches left out, marked in place')
  })

  it('keeps a branch that the query names by its path', () => {
    expect(viewOf(API, 'What stands at $.paths.path3.order?')?.text).toContain('schema.maxLength=3')
  })

  it('shows the head and the tail of a long text, its failures, and how much is left out', () => {
    const view = viewOf(LOG, '')
    expect(view).toMatchObject({ total: 1, kept: 0 })
    expect(view?.text).toContain('step 0 done\\nstep 1 done')
    expect(view?.text).toContain('…]Fatal error: disk full\\n[…')
    expect(view?.text).toContain('step 399 done"')
    const { stdout } = JSON.parse(view?.text ?? '') as { stdout: string }
    const missing = [...stdout.matchAll(/\[…(\d+) characters…\]/g)]
    const marks = missing.reduce((sum, [mark]) => sum + mark.length, 0)
    const left = missing.reduce((sum, [, count]) => sum + Number(count), 0)
    expect(stdout.length - marks + left).toBe((JSON.parse(LOG) as { stdout: string }).stdout.length)
  })

  it('shows lines of a long text that are asked for', () => {
    expect(viewOf(LOG, 'Was step 250 done?')?.text).toContain('step 250 done')
  })

  it('says how many texts are cut, and of none that stands whole', () => {
    const escaped = JSON.stringify({ note: 'é'.repeat(500) }).replaceAll('é', String.raw`\u00e9`)
    expect(viewOf(escaped, 'note')).toBeUndefined()
    expect(viewOf(JSON.stringify({ note: 'word '.repeat(540) }), 'word')).toBeUndefined()
    expect(viewOf(LOG, '')?.facts).toEqual(['1 long text cut, marked where shown'])
    expect(viewOf(IMAGE, '')?.facts).toEqual(['1 encoded text only described'])
    const both = JSON.stringify({
      ...(JSON.parse(LOG) as object),
      more: 'word '.repeat(900),
      image: JSON.parse(IMAGE) as object,
    })
    const view = viewOf(both, '')
    expect(view).toMatchObject({ total: 3, kept: 0 })
    expect(view?.facts).toEqual(['2 long texts cut, marked where shown', '1 encoded text only described'])
  })

  it('cuts a text of just more characters than it shows', () => {
    const view = viewOf(JSON.stringify({ note: 'error\n'.repeat(451) }), 'error')
    expect(view?.text).toMatch(/…\d+ characters…/)
  })

  it('marks branches by paths of any names', () => {
    const renamed = API.replaceAll(/"path(\d+)"/g, '"/users/{id}/$1"')
    expect(viewOf(renamed, '')?.text).toMatch(/\{…3 keys, \d+ characters: \$\.paths\["\/users\/\{id\}\/6"\]\}/)
    const odd = API.replaceAll(/"path(\d+)"/g, String.raw`"a\n$1"`)
    expect(viewOf(odd, '')?.text).toMatch(/\{…3 keys, \d+ characters\}/)
  })

  it('marks branches of JSON in a string by the path by which they are asked for, without a size that is another there', () => {
    const view = viewOf(JSON.stringify({ code: 0, stdout: JSON.stringify(JSON.parse(API), undefined, 2) }), 'path7')
    expect(view?.text).toMatch(/"path6":\{…3 keys: \$\.stdout\.paths\.path6\}/)
    expect(viewOf(JSON.stringify({ code: 0, stdout: API }), 'What is $.stdout.paths.path3.order?')?.text).toContain(
      '"order":3',
    )
  })

  it('says what stands for bytes', () => {
    expect(viewOf(IMAGE, '')?.text).toMatch(/^\{"name":"logo\.png","data":"\[base64 PNG image, [\d,]+ bytes/)
  })

  it('shows the rows of JSON in a string as json-rows would', () => {
    const items = Array.from({ length: 60 }, (_, id) => ({
      id,
      name: `item ${id}`,
      state: id === 33 ? 'failed' : 'ok',
    }))
    const view = viewOf(JSON.stringify([{ type: 'text', text: JSON.stringify({ items }) }]), 'What failed?')
    expect(view).toMatchObject({ unit: 'rows', total: 60 })
    expect(view?.text).toContain('item 33')
    expect(view?.facts).toContain('state: 59 ok, 1 failed')
    expect(view?.facts).toContain('x.@json: x is a string, this JSON')
  })

  it('has none where everything is short', () => {
    expect(viewOf('{"a":{"b":{"c":1}},"list":[1,2,3]}', 'c')).toBeUndefined()
  })
})
