import { Refusal } from './refusal.ts'

/**
 * The body as text.
 *
 * @param maxBytes Reading stops there.
 * @throws Refusal: 413 where it is longer, 415 where it is packed, 400 where it is no UTF-8 or breaks off.
 */
export async function readBody(request: Request, maxBytes: number): Promise<string> {
  const { headers, body } = request
  const encoding = headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity') throw new Refusal(415, `A body with content-encoding ${encoding} is not taken.`)
  if (Number(headers.get('content-length')) > maxBytes) throw tooLong(maxBytes)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [text, length] = ['', 0]
  try {
    for await (const chunk of body ?? []) {
      length += chunk.length
      if (length > maxBytes) throw tooLong(maxBytes)
      text += decoder.decode(chunk, { stream: true })
    }
    return text + decoder.decode()
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(400, `The body could not be read as UTF-8 text: ${String(error)}`)
  }
}

function tooLong(maxBytes: number): Refusal {
  return new Refusal(413, `The body is longer than ${maxBytes} bytes, the most that is read here (\`maxBodyBytes\`).`)
}
