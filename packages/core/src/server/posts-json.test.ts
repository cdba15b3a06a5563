import { describe, expect, it } from 'vitest'
import { postsJson, type RequestHead } from './posts-json.ts'

/** The head of a request that posts JSON, but for what is given. */
function headWith(headers: Readonly<Record<string, string>>, more: Partial<RequestHead> = {}): RequestHead {
  const all: Readonly<Record<string, string>> = { 'content-type': 'application/json', ...headers }
  return { method: 'POST', header: (name) => all[name], ...more }
}

describe('postsJson', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
    'application/vnd.example.v1+json; profile=x',
    'text/json',
  ])('is true of %s', (type) => {
    expect(postsJson(headWith({ 'content-type': type }))).toBe(true)
  })

  it.each([
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/x-ndjson',
    'application/jsonl',
    'application/json-patch',
    'application/json; charset=utf-16le',
    'text/plain; a=application/json',
  ])('is false of %j', (type) => {
    expect(postsJson(headWith({ 'content-type': type }))).toBe(false)
  })

  it('is false of other methods, and where nothing is said', () => {
    for (const method of ['PUT', 'GET', 'post', undefined]) expect(postsJson(headWith({}, { method }))).toBe(false)
    expect(postsJson({ method: 'POST', header: () => undefined })).toBe(false)
  })

  it('is false where a header asks for it to be let pass', () => {
    expect(postsJson(headWith({ 'x-headroom-bypass': 'true' }))).toBe(false)
    expect(postsJson(headWith({ 'x-headroom-mode': 'passthrough' }))).toBe(false)
    expect(postsJson(headWith({ 'x-headroom-bypass': 'false', 'x-headroom-mode': 'optimize' }))).toBe(true)
  })

  it('is false of compressed bodies, unless they have been unpacked', () => {
    expect(postsJson(headWith({ 'content-encoding': 'identity' }))).toBe(true)
    expect(postsJson(headWith({ 'content-encoding': 'gzip' }))).toBe(false)
    expect(postsJson(headWith({ 'content-encoding': 'gzip' }, { isUnpacked: true }))).toBe(true)
  })

  it('asks a request that needs to be `this`', () => {
    class Head implements RequestHead {
      readonly method = 'POST'
      readonly #type = 'application/json'
      header(name: string): string | undefined {
        return name === 'content-type' ? this.#type : undefined
      }
    }
    expect(postsJson(new Head())).toBe(true)
  })
})
