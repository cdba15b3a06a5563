import { gemini } from '@headroom/core'
import { IMAGE, type Wire, withTurns } from './wire.ts'

/** Contents, with thoughts that are signed; every other reply gives its calls ids. */
export const geminiWire: Wire = {
  dialect: gemini,
  start: (system, tools) => ({
    systemInstruction: { parts: [{ text: system }] },
    tools: [{ functionDeclarations: tools.map((name) => ({ name, parametersJsonSchema: { type: 'object' } })) }],
    contents: [],
  }),
  ask: (request, { text, hasImage }) =>
    withTurns(request, 'contents', {
      role: 'user',
      parts: [{ text }, ...(hasImage ? [{ inlineData: { mimeType: 'image/png', data: IMAGE } }] : [])],
    }),
  reply: ({ reasoning, text, calls }, number) => ({
    candidates: [
      {
        finishReason: 'STOP',
        content: {
          role: 'model',
          parts: [
            ...(reasoning === '' ? [] : [{ thought: true, text: reasoning }]),
            ...(text === '' ? [] : [{ text, ...(calls.length === 0 ? { thoughtSignature: '' } : {}) }]),
            ...calls.map(({ name, args }, at) => ({
              functionCall: { ...(number % 2 === 0 ? { id: `call-${number}-${at}` } : {}), name, args },
              ...(at === 0 ? { thoughtSignature: '' } : {}),
            })),
          ],
        },
      },
    ],
  }),
  dress: (request) => request,
}
