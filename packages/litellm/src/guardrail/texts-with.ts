import { openaiChat } from '@headroom/core'

/** A request of the Chat Completions API. */
interface Messages {
  readonly messages: readonly unknown[]
}

/**
 * A gateway's list of texts with the shortened tool results in it; the very list where there are none.
 *
 * A text is replaced only where every place that holds it is a tool's result, and there are as many in the list as in the messages:
 * then the first stands for the first. A gateway that leaves messages out of its list, or cuts texts, gets them back as they came.
 */
export function textsWith(texts: readonly string[], before: Messages, after: Messages): readonly string[] {
  const places = placesByText(before, after)
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  let isShorter = false
  const written = texts.map((text) => {
    const known = places.get(text)
    if (known === undefined || known.total !== counts.get(text) || known.results.length !== known.total) return text
    const result = known.results[known.taken++] ?? text
    isShorter ||= result !== text
    return result
  })
  return isShorter ? written : texts
}

/** The places that hold one text. */
interface Places {
  total: number
  taken: number
  /** What the tool results among them became, in order. */
  readonly results: string[]
}

function placesByText(before: Messages, after: Messages): ReadonlyMap<string, Places> {
  const places = new Map<string, Places>()
  const at = (text: string): Places => {
    const known = places.get(text) ?? { total: 0, taken: 0, results: [] }
    places.set(text, known)
    return known
  }
  for (const text of before.messages.flatMap(textsOf)) at(text).total += 1
  const shorter = [...openaiChat.segments(after)]
  for (const [index, { role, text }] of [...openaiChat.segments(before)].entries())
    if (role === 'tool') at(text).results.push(shorter[index]?.text ?? text)
  return places
}

/** Every text of a message, as the gateway collects them: the content, or the `text` of each of its parts. */
function textsOf(message: unknown): readonly string[] {
  const content: unknown = Object(message).content
  const texts = Array.isArray(content) ? content.map((part): unknown => Object(part).text) : [content]
  return texts.filter((text) => typeof text === 'string')
}
