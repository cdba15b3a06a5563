import { anthropicMessagesWire } from './anthropic-messages.ts'
import { bedrockConverseWire } from './bedrock-converse.ts'
import { geminiWire } from './gemini.ts'
import { openaiChatWire } from './openai-chat.ts'
import { openaiResponsesWire } from './openai-responses.ts'
import type { Wire } from './wire.ts'

/** Every format. */
export const WIRES: readonly Wire[] = [
  anthropicMessagesWire,
  openaiChatWire,
  openaiResponsesWire,
  geminiWire,
  bedrockConverseWire,
]
