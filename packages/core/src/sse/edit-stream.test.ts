import { describe, expect, it } from 'vitest'
import { editStream } from './edit-stream.ts'
import { createSseSplitter } from './split-sse.ts'

const EVENTS = ['data: a\n\n', 'data: b\n\n', 'data: c\n\n']
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('editStream', () => {
  it('passes unchanged pieces of one chunk on as one, without a copy', async () => {
    const chunk = bytesOf(EVENTS.join(''))
    const [passed, ...others] = await through([chunk], (piece) => piece)
    expect(others).toEqual([])
    expect(passed).toEqual(chunk)
    expect(passed?.buffer).toBe(chunk.buffer)
  })

  it('passes each piece on as soon as it is whole', async () => {
    const sent = await through(['data: a\n', '\nda', 'ta: b\n\n'].map(bytesOf), (piece) => piece)
    expect(sent.map(textOf)).toEqual(['data: a\n\n', 'data: b\n\n'])
  })

  it('sends other bytes in place of a piece, or nothing', async () => {
    const edit = (piece: Uint8Array): Uint8Array | undefined => {
      if (textOf(piece) === EVENTS[0]) return undefined
      return textOf(piece) === EVENTS[1] ? bytesOf('data: B\n\n') : piece
    }
    const sent = await through([bytesOf(EVENTS.join(''))], edit)
    expect(sent.map(textOf).join('')).toBe('data: B\n\ndata: c\n\n')
    expect(await through([bytesOf(EVENTS.join(''))], () => new Uint8Array(0))).toEqual([])
  })

  it('leaves out a piece between two that stay', async () => {
    const chunk = bytesOf(EVENTS.join(''))
    const sent = await through([chunk], (piece) => (textOf(piece) === EVENTS[1] ? undefined : piece))
    expect(sent.map(textOf)).toEqual([EVENTS[0], EVENTS[2]])
  })

  it('tells bytes apart that begin where others ended, in memory of their own', async () => {
    const [first = '', second = ''] = EVENTS
    const own = bytesOf(`${first}data: B\n\n`).subarray(first.length)
    const sent = await through([bytesOf(first + second)], (piece) => (textOf(piece) === second ? own : piece))
    expect(sent.map(textOf)).toEqual([first, 'data: B\n\n'])
  })

  it('edits what the stream ends with, finished or not', async () => {
    const seen: string[] = []
    const sent = await through([bytesOf('data: a\n\ndata: [DONE]')], (piece) => {
      seen.push(textOf(piece))
      return piece
    })
    expect(seen).toEqual(['data: a\n\n', 'data: [DONE]'])
    expect(sent.map(textOf).join('')).toBe('data: a\n\ndata: [DONE]')
  })

  it('ends the stream with what the edit throws', async () => {
    const failing = through([bytesOf(EVENTS.join(''))], () => {
      throw new Error('not today')
    })
    await expect(failing).rejects.toThrow('not today')
  })
})

async function through(
  chunks: readonly Uint8Array[],
  edit: (piece: Uint8Array) => Uint8Array | undefined,
): Promise<readonly Uint8Array[]> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
  return Array.fromAsync(stream.pipeThrough(editStream(createSseSplitter(), edit)))
}
