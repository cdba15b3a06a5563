import { objectOf } from '../wire-value.ts'

/** Whether a message or item is of those that stand before a conversation: what the developer tells the model. */
export function isHead(value: unknown): boolean {
  const message = objectOf(value)
  return message?.['role'] === 'system' || message?.['role'] === 'developer'
}
