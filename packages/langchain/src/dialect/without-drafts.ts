import type { HiddenCalls, HiddenStream } from '@headroom/core'
import type { CallOptions, ChatModelSettings } from '../types/chat-model-settings.ts'
import type { Answer, ModelEvent } from '../types/reply.ts'
import type { Block, LangChainRequest, Message } from '../types/request.ts'
import { withMembers } from './with-members.ts'

/**
 * How calls are hidden where the answer is to be JSON: LangChain's parsers read all texts of a message as that, so what is said before a
 * hidden call ("Let me look closer.") is not shown. What begins as JSON always is.
 */
export function withoutDrafts(hidden: HiddenCalls<LangChainRequest, Answer>): HiddenCalls<LangChainRequest, Answer> {
  return {
    ...hidden,
    shown: ([first, ...others], ...how) => {
      const last = others.length
      const [said = first, ...more] = [first, ...others].map((answer, round) =>
        round === last || beginsJson(textOf(answer)) ? answer : withoutText(answer),
      )
      return hidden.shown([said, ...more], ...how)
    },
    stream: (...how) => streamWithoutDrafts(hidden.stream(...how)),
  }
}

/** The same for chunks or events: holds a round from its first text on until that begins as JSON or the round is over. */
export function streamWithoutDrafts(all: HiddenStream): HiddenStream {
  let held: unknown[] = []
  let said = ''
  return {
    ...all,
    push(event) {
      const seen = all.push(event)
      held.push(...seen)
      said = (said + seen.map(textOf).join('')).trimStart()
      return said === '' ? (held.some(isOfText) ? [] : held.splice(0)) : beginsJson(said) ? held.splice(0) : []
    },
    next() {
      all.next()
      held = held.flatMap((piece) => (!isOfText(piece) ? [piece] : isAnswer(piece) ? [withoutText(piece)] : []))
      said = ''
    },
    end: () => [...held.splice(0), ...all.end()],
    failed: (...why) => [...held.splice(0), ...all.failed(...why)],
  }
}

/** Whether a model is to answer in JSON: as OpenAI's chat models are asked for that, Anthropic's and Bedrock's, and Google's. */
export function wantsJson(model: ChatModelSettings, options: CallOptions): boolean {
  const asked = { ...model.modelKwargs, ...model.invocationKwargs, ...options }
  const { outputConfig, output_config: config, text, response_format: format } = asked
  const formats = [format, ...[text, outputConfig, config].map((holder) => Object(holder).format)]
  if (formats.some((one) => String(Object(one).type).startsWith('json'))) return true
  return asked['responseSchema'] !== undefined || model.json === true
}

function beginsJson(text: string): boolean {
  return /^\s*[{[]/.test(text)
}

type Piece = Partial<ModelEvent & Answer>

/** The text in an answer, a chunk or an event. What ends a block repeats its text. */
function textOf(piece: unknown): string {
  const { message, event, content, delta }: Piece = Object(piece)
  if (message !== undefined) return textIn(message.content)
  const said = event === 'content-block-start' ? content : delta
  return said !== undefined && isText(said) ? (said.text ?? '') : ''
}

function textIn(content: Message['content']): string {
  return typeof content === 'string' ? content : content.map((block) => (isText(block) ? block.text : '')).join('')
}

function isText({ type }: { readonly type?: unknown }): boolean {
  return type === 'text' || type === 'text-delta'
}

function isOfText(piece: unknown): boolean {
  const { message, content, delta }: Piece = Object(piece)
  return message === undefined ? isText(content ?? delta ?? {}) : textIn(message.content) !== ''
}

function isAnswer(piece: unknown): piece is Answer {
  return Object(piece).message !== undefined
}

function withoutText(answer: Answer): Answer {
  const { content } = answer.message
  const others = typeof content === 'string' ? '' : content.filter((block: Block) => !isText(block))
  return withMembers(answer, { text: '', message: withMembers(answer.message, { content: others }) })
}
