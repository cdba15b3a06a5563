import { InvalidOptionError } from '@headroom/core'
import { EMPTY } from './account.ts'
import { type Books, emptyBooks } from './books.ts'
import { type Conversation, newConversation } from './conversation.ts'
import { NO_GROUP } from './measure.ts'

/** A ledger as JSON: for `createLedger({ state })`, in this or another process. Nothing in it is for reading. */
export interface LedgerState {
  /** Of this format. */
  readonly version: 1
  /** The books. */
  readonly books: unknown
}

/** Books as plain JSON: amounts as decimal text, maps as lists of pairs. */
export function stateOf({ total, models, days, conversations, groups }: Books): LedgerState {
  const known = Array.from(conversations, ([name, conversation]) => [
    name,
    { ...conversation, parts: [...conversation.parts] },
  ])
  return {
    version: 1,
    books: plain({ total, models: [...models], days: [...days], conversations: known, groups }),
  }
}

/**
 * Books from a state.
 *
 * @throws InvalidOptionError where it is none, or one of another version.
 */
export function booksOf(state: unknown): Books {
  const { version, books } = objectOf(state, 'state')
  if (version !== 1) throw new InvalidOptionError('state', `must be of version 1, got ${String(version)}`)
  const { total, models, days, conversations, groups } = objectOf(books, 'state.books')
  const { heldOut, shortened } = objectOf(groups, 'state.books.groups')
  return {
    ...emptyBooks(),
    total: readLike(EMPTY, total, 'state.books.total'),
    models: new Map(pairsOf(models).map(([name, one]) => [name, readLike(EMPTY, one, 'a model of the state')])),
    days: new Map(pairsOf(days).map(([name, one]) => [name, readLike(EMPTY, one, 'a day of the state')])),
    conversations: new Map(pairsOf(conversations).map(([name, one]) => [name, conversationOf(one)])),
    groups: {
      heldOut: readLike(NO_GROUP, heldOut, 'a group of the state'),
      shortened: readLike(NO_GROUP, shortened, 'a group of the state'),
    },
  }
}

function conversationOf(value: unknown): Conversation {
  const { account, group, parts, isLookingUp } = objectOf(value, 'a conversation of the state')
  if (group !== 'heldOut' && group !== 'shortened' && group !== 'mixed')
    throw wrong('the group of a conversation', group)
  return {
    ...newConversation(false),
    account: readLike(EMPTY, account, 'a conversation of the state'),
    group,
    parts: new Map(listOf(parts).map(partOf)),
    isLookingUp: isLookingUp === true,
  }
}

function partOf(pair: unknown): readonly [number, number] {
  const [hash, prompt] = listOf(pair)
  if (!Number.isSafeInteger(hash) || !Number.isSafeInteger(prompt)) throw wrong('a part of a conversation', pair)
  return [Number(hash), Number(prompt)]
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
}

/** A value with the members and types of an example, amounts from decimal text. */
function readLike<Example>(example: Example, value: unknown, where: string): Example {
  return like(example, value, where) as Example
}

function like(example: unknown, value: unknown, where: string): unknown {
  if (typeof example === 'bigint') {
    if (typeof value !== 'string' || !/^-?\d{1,400}$/.test(value)) throw wrong(where, value)
    return BigInt(value)
  }
  if (typeof example === 'number') {
    if (!Number.isSafeInteger(value)) throw wrong(where, value)
    return value
  }
  const given = objectOf(value, where)
  return Object.fromEntries(
    Object.entries(Object(example)).map(([name, member]) => [name, like(member, given[name], `${name} of ${where}`)]),
  )
}

function pairsOf(value: unknown): readonly (readonly [string, unknown])[] {
  return listOf(value).map((pair) => {
    const [name, member] = listOf(pair)
    if (typeof name !== 'string') throw wrong('a name of the state', name)
    return [name, member]
  })
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong('a list of the state', value)
  return value
}

function objectOf(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw wrong(where, value)
  return value as Readonly<Record<string, unknown>>
}

function wrong(where: string, value: unknown): InvalidOptionError {
  return new InvalidOptionError(
    'state',
    `must be what \`toJSON()\` gave, but ${where} is ${typeof value === 'object' ? 'an object' : String(value)}`,
  )
}
