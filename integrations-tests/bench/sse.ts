import { createSseSplitter, editStream } from '@headroom/core'
import { recordedSse } from '../sse/recorded-streams.ts'
import { chunksOf } from '../sse/chunks.ts'
import { median, printTable, type Row } from './print.ts'

/** Runs of which the median is told, after one that is not. */
const RUNS = 7
/** Bytes that a run reads at least: short streams are over before the engine has compiled anything. */
const RUN_BYTES = 50e6
/** Bytes of a chunk: a packet, a read of Node's from a socket, and one from a file. */
const CHUNK_SIZES = [1_400, 16_384, 65_536]

/** Prints how many megabytes a second of recorded events pass through an unchanged `editStream`, and through a plain pipe. */
export async function benchSse(): Promise<void> {
  const bytes = Buffer.concat(recordedSse().map((stream) => stream.bytes))
  const rows: Row[] = []
  for (const size of CHUNK_SIZES) {
    const chunks = chunksOf(bytes, size)
    const plain = await rateOf(chunks, () => new TransformStream())
    const edited = await rateOf(chunks, () => editStream(createSseSplitter(), (piece) => piece))
    rows.push([`chunks of ${size} bytes`, `${plain.toFixed(0)} MB/s`, `${edited.toFixed(0)} MB/s`, '200 MB/s'])
  }
  printTable('Server-sent events, passed through, median', ['content', 'plain pipe', 'measured', 'aim'], rows)
}

async function rateOf(
  chunks: readonly Uint8Array[],
  transform: () => TransformStream<Uint8Array, Uint8Array>,
): Promise<number> {
  const rates: number[] = []
  for (let run = 0; run <= RUNS; run += 1) rates.push(await rateOfRun(chunks, transform()))
  return median(rates.slice(1))
}

async function rateOfRun(
  chunks: readonly Uint8Array[],
  transform: TransformStream<Uint8Array, Uint8Array>,
): Promise<number> {
  let sent = 0
  let turn = 0
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = chunks[turn++ % chunks.length]
      if (chunk === undefined || sent >= RUN_BYTES) return controller.close()
      sent += chunk.length
      controller.enqueue(chunk)
    },
  })
  const start = performance.now()
  let received = 0
  for await (const chunk of source.pipeThrough(transform)) received += chunk.length
  if (received !== sent) throw new Error(`${sent} bytes went in, ${received} came out`)
  return received / 1e3 / (performance.now() - start)
}
