import { keyOf } from '../memory/key.ts'
import type { Awaitable, Entry, Store } from '../types/store.ts'
import { type Check, check, isSame, need, show } from './check.ts'
import { AWKWARD_TEXTS } from './texts.ts'

/** Time to live that the contract sets where it wants one that is not over soon: an hour. */
const HOUR = 3_600_000

/**
 * The contract of a store.
 *
 * @param name Stands in front of every check's name.
 * @param createStore Makes an empty store with room for 4 MB; called once a check.
 */
export function testStore(name: string, createStore: () => Awaitable<Store>): readonly Check[] {
  const promise = (text: string, run: (store: Store) => Promise<void>): Check =>
    check(name, text, async () => run(await createStore()))
  return [
    promise('knows nothing of a key that was never set', knowsNothing),
    promise('gives back every kind of entry with all its members', keepsMembers),
    promise('gives back every text to the byte', keepsTexts),
    promise('gives back the entry that was set last', keepsLast),
    promise('has an entry in one piece after writes at once', keepsWhole),
    promise('has an entry as soon as set resolves, whatever its time to live', keepsAtOnce),
    promise('keeps what was set when the caller changes its object', keepsCopies),
  ]
}

async function knowsNothing(store: Store): Promise<void> {
  const entry = await store.get(await keyOf('never set'))
  need(entry === undefined, `get() of an unknown key gave ${show(entry)}, not undefined`)
}

async function keepsMembers(store: Store): Promise<void> {
  const entries: readonly Entry[] = [
    { kind: 'original', text: 'a' },
    { kind: 'output', text: 'a' },
    { kind: 'exchange', text: '[{"role":"user"}]' },
    { kind: 'replay', text: 'a', by: 'json-rows', form: 'view' },
    { kind: 'replay', text: 'a', by: 'log', form: 'lossless' },
    { kind: 'replay', text: '', form: 'verbatim' },
  ]
  for (const [index, entry] of entries.entries()) await store.set(await keyOf(`member ${index}`), entry, Infinity)
  for (const [index, entry] of entries.entries()) expectEntry(await store.get(await keyOf(`member ${index}`)), entry)
}

async function keepsTexts(store: Store): Promise<void> {
  for (const text of AWKWARD_TEXTS) await store.set(await keyOf(text), { kind: 'original', text }, Infinity)
  for (const text of AWKWARD_TEXTS) expectEntry(await store.get(await keyOf(text)), { kind: 'original', text })
}

async function keepsLast(store: Store): Promise<void> {
  const key = await keyOf('twice')
  await store.set(key, { kind: 'replay', text: 'a long first text', by: 'log', form: 'view' }, Infinity)
  await store.set(key, { kind: 'original', text: 'second' }, Infinity)
  expectEntry(await store.get(key), { kind: 'original', text: 'second' })
}

async function keepsWhole(store: Store): Promise<void> {
  const shared = await keyOf('shared')
  const texts = Array.from({ length: 16 }, (_, index) => String.fromCharCode(97 + index).repeat(20_000 + index))
  const own = await Promise.all(texts.map((text) => keyOf(text)))
  await Promise.all(
    texts.flatMap((text, index) => [
      store.set(shared, { kind: 'original', text }, Infinity),
      store.set(own[index] ?? shared, { kind: 'original', text }, Infinity),
    ]),
  )
  const entry = await store.get(shared)
  need(entry !== undefined && texts.includes(entry.text), `one of 16 texts was expected whole, got ${show(entry)}`)
  for (const [index, text] of texts.entries())
    expectEntry(await store.get(own[index] ?? ''), { kind: 'original', text })
}

async function keepsAtOnce(store: Store): Promise<void> {
  for (const ttlMilliseconds of [HOUR, Infinity, Number.MAX_SAFE_INTEGER]) {
    const key = await keyOf(`for ${ttlMilliseconds}`)
    await store.set(key, { kind: 'original', text: 'x' }, ttlMilliseconds)
    expectEntry(await store.get(key), { kind: 'original', text: 'x' })
  }
}

async function keepsCopies(store: Store): Promise<void> {
  const key = await keyOf('copied')
  const entry = { kind: 'original' as const, text: 'as set' }
  await store.set(key, entry, Infinity)
  entry.text = 'changed'
  expectEntry(await store.get(key), { kind: 'original', text: 'as set' })
}

function expectEntry(actual: Entry | undefined, expected: Entry): void {
  need(actual !== undefined, `${show(expected)} was set, but get() gives undefined`)
  const { kind, text, by, form } = expected
  need(actual.text === text, `text ${show(text)} came back as ${show(actual.text)}`)
  need(
    isSame([actual.kind, actual.by, actual.form], [kind, by, form]),
    `${show(expected)} came back as ${show(actual)}`,
  )
}
