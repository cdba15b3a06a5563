import { withHeadroom as withHeadroomForAnthropic } from '@headroom/clients/anthropic'
import { withHeadroom as withHeadroomForBedrock } from '@headroom/clients/bedrock'
import { withHeadroom as withHeadroomForGoogle } from '@headroom/clients/google'
import { withHeadroom as withHeadroomForOpenAI } from '@headroom/clients/openai'
import { ANTHROPIC_AGENTS } from '../clients/anthropic-agents.ts'
import { BEDROCK_AGENTS } from '../clients/bedrock-agents.ts'
import { GOOGLE_AGENTS } from '../clients/google-agents.ts'
import { loopContract } from '../clients/loop-contract.ts'
import { OPENAI_CHAT_AGENTS } from '../clients/openai-chat-agents.ts'
import { OPENAI_RESPONSES_AGENTS } from '../clients/openai-responses-agents.ts'
import { wrapped } from '../clients/wrapped.ts'

loopContract([
  ...wrapped([...OPENAI_CHAT_AGENTS, ...OPENAI_RESPONSES_AGENTS], withHeadroomForOpenAI),
  ...wrapped(ANTHROPIC_AGENTS, withHeadroomForAnthropic),
  ...wrapped(GOOGLE_AGENTS, withHeadroomForGoogle),
  ...wrapped(BEDROCK_AGENTS, withHeadroomForBedrock).map((agent) => ({ ...agent, retriesRounds: true })),
])
