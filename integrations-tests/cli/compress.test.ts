import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compressBody, compressText } from '@headroom/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bodyWith, messagesWith, ROWS } from './inputs.ts'
import { runHeadroom } from './run-headroom.ts'

const TABLE = JSON.stringify({ page: 1, items: ROWS })
let folder = ''
const at = (name: string): string => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('headroom compress', () => {
  it('writes what compressBody writes, byte for byte', async () => {
    await writeFile(at('body.json'), bodyWith(TABLE))
    const { code, stdout, stderr } = await runHeadroom(['compress', at('body.json')])
    const { body } = await compressBody(bodyWith(TABLE))
    expect(stdout.toString()).toBe(body)
    expect(body).toMatch(/^\{"model" : "gpt-4o",\n "seed": 9007199254740993, "temperature": 1\.0.*"x":1e400\}\n$/s)
    expect(code).toBe(0)
    expect(stderr).toMatch(
      /^openai-chat, 2 segments, 1 changed\n.*sql +json-tree +lossless.*left as they are: 1 policy\ntotal /s,
    )
  })

  it('writes what compressText writes for one tool output from standard input', async () => {
    const { stdout, stderr } = await runHeadroom(['compress', '--tool', 'sql'], { stdin: TABLE })
    expect(stdout.toString()).toBe((await compressText(TABLE, { tool: 'sql' })).text)
    expect(stderr).toMatch(/^tool.*\nsql +json-tree +lossless +lossless +\d+ → \d+ +\d+\.\d %\n$/)
  })

  it('edits nothing but the tool results of a bare list, a transcript and a transcript by lines', async () => {
    const { text } = await compressText(TABLE, { tool: 'sql' })
    const written = JSON.stringify(text)
    const inputs = [
      `[ ${messagesWith(TABLE)
        .map((message) => JSON.stringify(message))
        .join(' ,\n')} ]\n`,
      `{"n": 1.0, "history": ${JSON.stringify(messagesWith(TABLE))}, "z": -0}`,
      `{"type":"summary","v":1.0}\n\n${messagesWith(TABLE)
        .map((message) => `{"n":1.0, "message":${JSON.stringify(message)}}\r\n`)
        .join('')}`,
      messagesWith(TABLE)
        .map((message) => `${JSON.stringify(message)} \n`)
        .join('\n'),
    ]
    for (const input of inputs) {
      const { stdout, stderr } = await runHeadroom(['compress'], { stdin: input })
      expect(stderr).toContain('openai-chat')
      expect(stdout.toString()).toBe(input.replace(JSON.stringify(TABLE), () => written))
    }
  })

  it('leaves a request without anything to shorten as it is, to the byte', async () => {
    const input = bodyWith('ok').replace('Which', 'Whi\\u0063h')
    expect((await runHeadroom(['compress'], { stdin: input })).stdout.toString()).toBe(input)
  })

  it('keeps originals in a folder where views are allowed', async () => {
    const store = at('store')
    const { stdout, stderr } = await runHeadroom(['compress', '--store', store, '--tool', 'sql'], { stdin: TABLE })
    const [, key] = /headroom_retrieve key ([0-9a-f]{16})/.exec(stdout.toString()) ?? []
    expect(key).toBeDefined()
    expect(stderr).toContain(key)
    expect(stderr).toMatch(/\d+ of 200 shown/)
    expect((await readdir(store)).length).toBeGreaterThan(0)
  })

  it('uses $HEADROOM_STORE where --store has no value', async () => {
    await writeFile(at('table.json'), TABLE)
    const env = { HEADROOM_STORE: at('from-environment') }
    await runHeadroom(['compress', at('table.json'), '--store'], { env })
    expect((await readdir(at('from-environment'))).length).toBeGreaterThan(0)
  })

  it('puts report and result into one object with --json', async () => {
    const body = JSON.parse((await runHeadroom(['compress', '--json'], { stdin: bodyWith(TABLE) })).stdout.toString())
    expect(body.report).toMatchObject({
      dialect: 'openai-chat',
      keys: [],
      outcomes: [{ role: 'user' }, { tool: 'sql', form: 'lossless' }],
    })
    expect(body.body).toBe((await compressBody(bodyWith(TABLE))).body)
    const text = JSON.parse((await runHeadroom(['compress', '--json'], { stdin: TABLE })).stdout.toString())
    expect(text).toMatchObject({
      outcome: { form: 'lossless', by: 'json-tree' },
      text: (await compressText(TABLE)).text,
    })
  })

  it('passes what is no text untouched and says so', async () => {
    for (const bytes of [Buffer.from([0xff, 0xfe, 0x41, 0]), Buffer.from('a\0b')]) {
      const { code, stdout, stderr } = await runHeadroom(['compress'], { stdin: bytes })
      expect([code, stdout.equals(bytes)]).toEqual([0, true])
      expect(stderr).toContain('The input is not UTF-8 text.')
    }
  })

  it('explains what it cannot do, and exits with 2', async () => {
    await writeFile(at('empty'), '')
    await writeFile(at('log.txt'), 'x')
    const cases: readonly (readonly [readonly string[], string])[] = [
      [['compress', at('nope')], 'there is no such file'],
      [['compress', folder], 'it is a folder'],
      [['compress', at('empty')], 'is empty'],
      [['compress', at('log.txt'), '--policy', 'hard'], 'Allowed choices are lossless, balanced, aggressive'],
      [['compress', at('log.txt'), '--dialect', 'cobol'], 'Allowed choices are anthropic-messages, openai-chat'],
      [
        ['compress', at('log.txt'), '--dialect', 'openai-chat'],
        'The input is no openai-chat request. The body is not JSON.',
      ],
      [['compress', '--store', at('log.txt')], 'is a file. To compress it'],
      [
        ['compress', at('log.txt'), '--store', join(at('log.txt'), 'below')],
        `The store folder ${join(at('log.txt'), 'below')} cannot be used: ENOTDIR`,
      ],
      [['shrink'], "unknown command 'shrink'"],
    ]
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await runHeadroom(args)
      expect(stderr).toContain(message)
      expect([code, stdout.length]).toEqual([2, 0])
    }
  })

  it.skipIf(process.platform !== 'linux')(
    'refuses a store folder that cannot be made, and says what would do',
    async () => {
      for (const store of ['/dev/null/x', '/proc/x']) {
        const { code, stdout, stderr } = await runHeadroom(['compress', '--store', store], { stdin: TABLE })
        expect(stderr).toContain(`headroom: The store folder ${store} cannot be used: `)
        expect(stderr).toContain('Name one that you may write to, or leave --store out')
        expect([code, stdout.length]).toEqual([2, 0])
      }
    },
  )

  it('says that a policy needs a store to leave anything out', async () => {
    const { stderr } = await runHeadroom(['compress', '--policy', 'aggressive'], { stdin: TABLE })
    expect(stderr).toContain('Without --store nothing may be left out: aggressive was lossless here.')
  })

  it('writes no colours and lets nothing in a request steer the terminal', async () => {
    const request = bodyWith(TABLE).replace('"sql"', '"\\u001b[31msql\\u0007"')
    const { stderr } = await runHeadroom(['compress'], { stdin: request })
    expect(stderr).not.toContain('\u001B')
    expect(stderr).not.toContain('\u0007')
    expect(stderr).toContain('[31msql')
  })

  it('changes nothing in what it has compressed before', async () => {
    const store = at('again')
    const once = await runHeadroom(['compress', '--store', store], { stdin: bodyWith(TABLE) })
    const twice = await runHeadroom(['compress', '--store', store], { stdin: once.stdout })
    expect(twice.stdout.equals(once.stdout)).toBe(true)
    expect(await readFile(at('table.json'), 'utf8')).toBe(TABLE)
  })
})

describe('headroom', () => {
  it('knows its version and helps with examples', async () => {
    expect((await runHeadroom(['--version'])).stdout.toString()).toMatch(/^\d+\.\d+\.\d+\n$/)
    for (const args of [['--help'], ['compress', '--help'], ['retrieve', '--help']]) {
      const { code, stdout } = await runHeadroom(args)
      expect([code, stdout.toString()]).toEqual([0, expect.stringContaining('Examples:')])
    }
  })
})
