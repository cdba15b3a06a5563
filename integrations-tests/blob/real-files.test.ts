import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openNow } from '@headroom/core'
import { blob, describeBlob } from '@headroom/core/compressors'
import { hasShared, sharedFiles, sharedPath, sharedText } from '../shared-data.ts'

const FOLDER = 'data/outputs'
const KINDS = ['code', 'csv', 'diff', 'html', 'json', 'logs', 'mixed', 'prose', 'search']
const all = KINDS.flatMap((kind) => sharedFiles(`${FOLDER}/${kind}`))
const images = sharedFiles(`${FOLDER}/images`)

describe.skipIf(!hasShared)('describeBlob', () => {
  it.each(images)('knows %s as base64, URL-safe base64, wrapped base64, data URL and hex', (path) => {
    const bytes = readFileSync(sharedPath(path))
    const type = path.endsWith('.png') ? 'PNG image' : 'JPEG image'
    const base64 = bytes.toString('base64')
    const size = new RegExp(`, ${bytes.length.toLocaleString('en')} bytes in `)
    for (const text of [
      base64,
      bytes.toString('base64url'),
      base64.replaceAll(/.{76}/g, '$&\n'),
      bytes.toString('hex'),
    ]) {
      expect(describeBlob(text)).toContain(` ${type}, `)
      expect(describeBlob(text)).toMatch(size)
    }
    expect(describeBlob(`data:image/png;base64,${base64}`)).toMatch(/^\[data URL image\/png, /)
  })

  it('takes no tool output for a blob', () => {
    expect(all.filter((path) => describeBlob(sharedText(path)) !== undefined)).toEqual([])
  })
})

describe.skipIf(!hasShared)('blob', () => {
  it('has no view of source code, patches and tables', () => {
    const taken = all
      .filter((path) => /\/(?:code|csv|diff)\//.test(path) && blob.detect(sharedText(path)) > 0)
      .filter((path) => openNow(blob, sharedText(path))?.view({ query: '' }) !== undefined)
    expect(taken).toEqual([])
  })

  it('has no view of class paths, compiler calls and link lines', () => {
    const names = ['DiffOptionsSuite.xml', 'ci_build-fail.log', 'macosx64-debug-bm65-build1-build15.log']
    for (const name of names) {
      const text = sharedText(all.find((path) => path.endsWith(name)) ?? '')
      expect(openNow(blob, text)?.view({ query: '' })).toBeUndefined()
    }
  })

  it('leaves out most of a recording that holds an image and a document', () => {
    const path = all.find((name) => name.includes('handles_multiple_attachments')) ?? ''
    const text = sharedText(path)
    const view = openNow(blob, text)?.view({ query: '' })
    expect(view?.text.length).toBeLessThan(text.length * 0.15)
    expect(view?.text).toMatch(/\[data URL image\/png, 15,941 bytes in 21,278 characters, hash [0-9a-f]{16}\]/)
    expect(view?.text).toMatch(/\[data URL application\/pdf, 18,810 bytes in 25,108 characters, hash [0-9a-f]{16}\]/)
  })
})
