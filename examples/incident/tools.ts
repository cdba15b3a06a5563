import { readFileSync } from 'node:fs'
import { tool, type ToolSet } from 'ai'
import { z } from 'zod'

/** The incident's tools. Each answers with what the real tool said when `capture/capture.sh` ran it. */
export const incidentTools: ToolSet = {
  read_log: tool({
    description: 'Reads the log of a service.',
    inputSchema: z.object({ service: z.string() }),
    execute: () => captured('service.log'),
  }),
  query_database: tool({
    description: 'Runs a read-only SQL query; the rows come back as JSON.',
    inputSchema: z.object({ sql: z.string() }),
    execute: () => JSON.parse(captured('payments.json')) as unknown,
  }),
  grep: tool({
    description: 'Searches the repository for a regular expression.',
    inputSchema: z.object({ pattern: z.string() }),
    execute: () => captured('search.txt'),
  }),
  run_tests: tool({
    description: 'Runs the tests.',
    inputSchema: z.object({}),
    execute: () => captured('tests.txt'),
  }),
}

function captured(name: string): string {
  return readFileSync(new URL(`captured/${name}`, import.meta.url), 'utf8')
}
