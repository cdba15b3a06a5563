import {
  compressBody,
  type CompressOptions,
  compressText,
  dialectOf,
  type Edit,
  type Outcome,
  planEdits,
  type Report,
  spliceEdits,
} from '@headroom/core'
import { type KnownInput, knownInput, type LinePlace, type MessagesRequest, textOf } from './known-input.ts'
import { Misuse } from './misuse.ts'

/** What to do with an input. */
export interface InputOptions extends CompressOptions {
  /** For one tool output: the tool that produced it. */
  readonly tool?: string
  /** For one tool output: what is being asked. */
  readonly query?: string
}

/** An input after compression: the bytes to write and what was done. */
export type CompressedInput =
  | { readonly kind: 'body'; readonly output: string | Uint8Array; readonly report: Report }
  | { readonly kind: 'text'; readonly output: string | Uint8Array; readonly outcome: Outcome }

/**
 * Shortens whatever the bytes are: a request body, a list of messages, a transcript or one tool output. Every byte outside of
 * changed texts stays.
 *
 * @throws Misuse where a dialect is named and the input is no JSON; InvalidOptionError; StoreError never.
 */
export async function compressInput(bytes: Uint8Array, options: InputOptions): Promise<CompressedInput> {
  const { tool, query, dialect, ...planOptions } = options
  const input = dialect === undefined ? knownInput(bytes) : ({ kind: 'body' } as const)
  switch (input.kind) {
    case 'binary':
      return { kind: 'text', output: bytes, outcome: BINARY }
    case 'body': {
      const { body, report } = await compressBody(
        bytes,
        options.dialect === undefined ? planOptions : { ...planOptions, dialect: options.dialect },
      )
      if (report.dialect === undefined)
        throw new Misuse(`The input is no ${String(dialect)} request. ${report.outcomes[0]?.detail ?? ''}`)
      return { kind: 'body', output: body, report }
    }
    case 'text': {
      const { text, outcome } = await compressText(input.text, {
        ...planOptions,
        ...(tool === undefined ? {} : { tool }),
        ...(query === undefined ? {} : { query }),
      })
      return { kind: 'text', output: text === input.text ? bytes : text, outcome }
    }
    default:
      return compressMessages(bytes, input, planOptions)
  }
}

const BINARY: Outcome = {
  path: [],
  role: 'tool',
  form: 'verbatim',
  reason: 'failed',
  tokensBefore: 0,
  tokensAfter: 0,
  detail: 'The input is not UTF-8 text.',
}

async function compressMessages(
  bytes: Uint8Array,
  input: Extract<KnownInput, { request: MessagesRequest }>,
  options: Omit<CompressOptions, 'dialect'>,
): Promise<CompressedInput> {
  const dialect = dialectOf(input.request)
  const json = textOf(bytes) ?? ''
  const { edits, report } = await planEdits(dialect?.segments(input.request) ?? [], options)
  const output =
    input.kind === 'messages'
      ? spliceEdits(
          json,
          edits.map((edit) => ({ ...edit, path: input.pathOf(edit.path) })),
        )
      : spliceLines(json, edits, input.places)
  return { kind: 'body', output: edits.length === 0 ? bytes : output, report: { ...report, dialect: dialect?.name } }
}

// An edit at `messages/3/…` is one within the line that holds message 3.
function spliceLines(text: string, edits: readonly Edit[], places: readonly LinePlace[]): string {
  const parts = text.split('\n')
  for (const [message, changes] of Map.groupBy(edits, ({ path }) => Number(path[1]))) {
    const place = places[message]
    if (place === undefined) continue
    const within = changes.map((edit) => ({ ...edit, path: [...place.path, ...edit.path.slice(2)] }))
    parts[place.line] = spliceEdits(parts[place.line] ?? '', within)
  }
  return parts.join('\n')
}
