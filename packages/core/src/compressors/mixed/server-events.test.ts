import { describe, expect, it } from 'vitest'
import { testCompressor } from '../../testing.ts'
import { jsonRows } from '../json-rows/index.ts'
import { log } from '../log/index.ts'
import { openNow } from '../open-now.ts'
import { mixed } from './index.ts'
import { serverEvents } from './server-events.ts'

const rooms = [jsonRows, log]
const events = serverEvents(rooms)

const chunks = Array.from({ length: 60 }, (_, at) => ({
  id: 'chat-9jn1ZwX0',
  object: 'chunk',
  index: at,
  delta: `word ${at}`,
}))
const deltas = chunks.map((chunk) => ({ type: 'content_block_delta', ...chunk }))
const plain = `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}`).join('\n\n')}\n\ndata: [DONE]`
const named = deltas.map((delta) => `event: ${delta.type}\ndata: ${JSON.stringify(delta)}`).join('\n\n')
const CONTRACT_MILLISECONDS = 60_000

describe('the contract', () => {
  it.each(testCompressor('serverEvents', events, [plain, named], { rounds: 20 }))(
    '$name',
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined()
    },
    CONTRACT_MILLISECONDS,
  )
})

describe('serverEvents', () => {
  it.each([
    ['plain events that end with [DONE]', plain],
    ['events with a line for their type', named],
    ['events without an end', plain.slice(0, plain.lastIndexOf('\n\n'))],
  ])('writes %s as lines of JSON in the form of their room', (_, text) => {
    const form = openNow(events, text)?.lossless()?.text ?? ''
    expect(form).toMatch(/^Server-sent events, one a line without "data: ".*, as json-rows:\nJSON as tables/)
    expect(form.length).toBeLessThan(text.length / 2)
    expect(events.decode?.(form)).toBe(text)
  })

  it.each([
    ['plain', plain],
    ['named', named],
  ])('says that the JSON of %s events is spaced', (_, text) => {
    const spaced = text.replaceAll(',"', ', "').replaceAll('":', '": ')
    const form = openNow(events, spaced)?.lossless()?.text ?? ''
    expect(form).toMatch(/^[^\n]*, spaced[^\n]*, as json-rows:\n/)
    expect(events.decode?.(form)).toBe(spaced)
  })

  it.each([
    ['a type that is not the event', named.replace('event: content_block_delta', 'event: ping')],
    ['an event without a type among others', named.replace('event: content_block_delta\n', '')],
    ['JSON that is spaced in another way', plain.replace('{"id"', '{ "id"')],
    ['a comment', plain.replace('\n\n', '\n\n: keep-alive\n\n')],
    ['an id', plain.replace('data: ', 'id: 1\ndata: ')],
    ['text in place of JSON', plain.replace('data: {', 'data: x{')],
    ['line ends of another kind', plain.replaceAll('\n', '\r\n')],
    ['empty lines in between', plain.replace('\n\n', '\n\n\n')],
  ])('leaves a stream with %s alone', (_, text) => {
    expect(openNow(events, text)).toBeUndefined()
  })

  it('throws for a form of another kind', () => {
    expect(() => events.decode?.('JSON as tables.\n')).toThrow(SyntaxError)
    expect(() => events.decode?.('Server-sent events, one a line without "data: ", as none:\n{}')).toThrow(SyntaxError)
  })

  it('is one of the rooms of mixed, for a whole text and for a part', () => {
    for (const text of [`${plain}\n\n`, `HTTP/1.1 200 OK\n\n---\n${named}\n\n---\nbye\n`]) {
      const form = openNow(mixed(rooms), text)?.lossless()?.text ?? ''
      expect(form).toMatch(/\[\d+ lines, server-events\]\nServer-sent events/)
      expect(mixed(rooms).decode?.(form)).toBe(text)
    }
  })

  it('shows the events that a view of their data shows', () => {
    const view = openNow(events, plain)?.view({ query: 'word 33' })
    expect(view?.total).toBe(60)
    expect(view?.text).toContain('word 33')
  })
})
