import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the model says: a text, a call of a function, or both. In arguments, `{{key}}` is the key that the newest view names. */
export interface Saying {
  readonly text?: string
  readonly call?: { readonly name: string; readonly args: Readonly<Record<string, string>> }
}

/** A running model of the time before `tools`: it knows `functions`, and calls one at a time. Ollama's generate, too. */
export interface FunctionsModel {
  readonly url: string
  /** Bodies that came, oldest first. */
  readonly asked: readonly Record<string, unknown>[]
  close(): Promise<void>
}

/** Starts it on the loopback address. Each request gets the next of the script, whole or as server-sent events. */
export async function createFunctionsModel(script: readonly Saying[]): Promise<FunctionsModel> {
  const asked: Record<string, unknown>[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece))
    request.on('end', () => {
      const saying = filled(script[asked.length] ?? { text: 'The script is over.' }, body)
      const params = JSON.parse(body) as Record<string, unknown>
      asked.push(params)
      if (request.url?.endsWith('/api/generate')) {
        response.end(`${JSON.stringify({ model: 'm', created_at: '', response: saying.text ?? '', done: true })}\n`)
      } else if (params['stream'] === true) {
        response.setHeader('content-type', 'text/event-stream')
        for (const chunk of chunksOf(saying)) response.write(`data: ${JSON.stringify(chunk)}\n\n`)
        response.end('data: [DONE]\n\n')
      } else {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(replyOf(saying)))
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function filled(saying: Saying, body: string): Saying {
  const key = [...body.matchAll(/key ([0-9a-f]{16})/g)].at(-1)?.[1] ?? ''
  return JSON.parse(JSON.stringify(saying).replaceAll('{{key}}', key)) as Saying
}

const HEAD = { id: 'chatcmpl-1', created: 1, model: 'gpt-4' }

function replyOf({ text, call }: Saying): unknown {
  const called = call === undefined ? {} : { function_call: calledOf(call) }
  const message = { role: 'assistant', content: text ?? null, ...called }
  const usage = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 }
  const choice = { index: 0, message, finish_reason: reasonOf(call) }
  return { ...HEAD, object: 'chat.completion', choices: [choice], usage }
}

function* chunksOf({ text, call }: Saying): Generator<unknown> {
  const chunk = (delta: unknown, reason: string | null = null): unknown => ({
    ...HEAD,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: reason }],
  })
  yield chunk({ role: 'assistant', content: text === undefined ? null : '' })
  for (const content of text?.match(/.{1,5}/g) ?? []) yield chunk({ content })
  if (call !== undefined) {
    const called = calledOf(call)
    yield chunk({ function_call: { name: called.name, arguments: '' } })
    for (const piece of called.arguments.match(/.{1,7}/g) ?? []) yield chunk({ function_call: { arguments: piece } })
  }
  yield chunk({}, reasonOf(call))
}

function calledOf({ name, args }: NonNullable<Saying['call']>): { readonly name: string; readonly arguments: string } {
  return { name, arguments: JSON.stringify(args) }
}

function reasonOf(call: Saying['call']): string {
  return call === undefined ? 'stop' : 'function_call'
}
