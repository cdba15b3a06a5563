import { describe, expect, it } from 'vitest'
import { typeOfBytes } from './magic.ts'

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))

describe('typeOfBytes', () => {
  it.each([
    ['PNG image', [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]],
    ['GIF image', ascii('GIF87a')],
    ['GIF image', ascii('GIF89a')],
    ['PDF document', ascii('%PDF-1.7')],
    ['bzip2 data', ascii('BZh9')],
    ['WOFF2 font', ascii('wOF2')],
    ['WOFF font', ascii('wOFF')],
    ['OpenType font', ascii('OTTO')],
    ['SQLite database', ascii('SQLite format 3\0')],
    ['MP3 audio', ascii('ID3')],
    ['Ogg audio', ascii('OggS')],
    ['FLAC audio', ascii('fLaC')],
    ['WebP image', [...ascii('RIFF'), 1, 2, 3, 4, ...ascii('WEBPVP8 ')]],
    ['WAV audio', [...ascii('RIFF'), 1, 2, 3, 4, ...ascii('WAVEfmt ')]],
    ['AVI video', [...ascii('RIFF'), 1, 2, 3, 4, ...ascii('AVI LIST')]],
    ['MP4 video', [0, 0, 0, 32, ...ascii('ftypisom')]],
    ['text', ascii('A text that prints, with a tab\tand lines\r\nin it.'.padEnd(48, '.'))],
  ])('knows a %s', (type, bytes) => {
    expect(typeOfBytes(bytes)).toBe(type)
  })

  it('knows nothing of bytes that are none of these', () => {
    expect(typeOfBytes([1, 2, 3, 4])).toBeUndefined()
    expect(typeOfBytes(ascii('too short to tell'))).toBeUndefined()
    expect(typeOfBytes([...ascii('RIFF'), 1, 2, 3, 4, ...ascii('ABCD')])).toBeUndefined()
  })
})
