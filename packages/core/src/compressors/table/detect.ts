import { sniff } from './shapes/sniff.ts'

/** How surely a text is one table: CSV and its kin, Markdown, boxes, columns. Reads its first 12,000 characters. */
export function detectTable(text: string): number {
  return sniff(text)?.sureness ?? 0
}
