// Originals kept in a folder: what one process left out, another can give back.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compressText, retrieve } from '@headroom/core'
import { createFsStore } from '@headroom/stores/fs'

const log = readFileSync(new URL('incident/captured/service.log', import.meta.url), 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'headroom-'))

try {
  const { outcome } = await compressText(log, { tool: 'read_log', store: createFsStore(folder) })
  assert.equal(outcome.form, 'view')
  console.log(`${outcome.kept} of ${outcome.total} lines shown, the original is under key ${outcome.key}`)

  // A store of its own on the same folder, as in a process that starts later.
  const part = await retrieve(createFsStore(folder), { key: outcome.key ?? '', grep: 'no exchange rate' })
  assert(part.found)
  console.log(part.text)
  assert.equal(part.text.split('\n').length, 10)
} finally {
  rmSync(folder, { recursive: true })
}
