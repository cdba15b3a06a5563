import type { HiddenCalls, History, Shown } from '../types/hidden.ts'
import type { Store } from '../types/store.ts'
import { entryUnder, exchangeUnder } from './exchange.ts'
import { anchorKey, linksOf, openingKey, type Place, runsOf } from './link.ts'
import { type KnownAnswer, reinsert, type Reinsertion } from './reinsert.ts'

/** A client's conversation and what the store knows of it. */
export interface Conversation extends Reinsertion {
  /** Whether the model has answered in it. */
  readonly isAnswered: boolean
  /** Where the next answer will stand in it; undefined where it could not be read. */
  readonly place: () => Promise<Place | undefined>
  /** Notes that an exchange is hidden in it, so that later requests look for it. */
  readonly noteExchange: () => Promise<void>
  /** Notes that it begins here. */
  readonly noteBeginning: () => Promise<void>
  /** Whether it was noted to have begun here. */
  readonly beganHere: () => Promise<boolean>
}

/** A conversation of which nothing is known. */
export const UNKNOWN: Conversation = {
  edits: [],
  exchanges: 0,
  isAnswered: false,
  place: async () => undefined,
  noteExchange: async () => {},
  noteBeginning: async () => {},
  beganHere: async () => false,
}

/**
 * Reads the conversation of a request and finds the exchanges that are hidden in it. Where the store fails, none is found.
 *
 * @throws Only what the request's own getters throw.
 */
export async function readConversation<Request, Reply>(
  request: Request,
  hidden: HiddenCalls<Request, Reply>,
  store: Store,
  scope: string,
): Promise<Conversation> {
  const history = hidden.history(request)
  const opening = openingOf(history, hidden)
  const anchor = hidden.anchors?.of(request) ?? ''
  const isAnswered = opening.length < history.items.length
  let read: readonly Shown[] | undefined
  const shown = (): readonly Shown[] => (read ??= history.items.map((item) => hidden.shows(item)))
  let linked: ReturnType<typeof linksOf> | undefined
  const links = (): ReturnType<typeof linksOf> => (linked ??= linksOf(shown(), anchor, scope))
  const keyFor = (note: Note): Promise<string> => openingKey(note, opening, anchor, scope)
  const isNoted = async (note: Note): Promise<boolean> => (await entryUnder(store, await keyFor(note))) !== undefined
  const note = async (what: Note): Promise<void> =>
    store.set(await keyFor(what), { kind: 'exchange', text: '' }, Infinity)

  async function knownAnswers(): Promise<readonly KnownAnswer[]> {
    if (!isAnswered) return []
    if (!(await isNoted('exchanges'))) return hidden.orphaned === undefined ? [] : [...runsOf(shown())]
    const { answers } = await links()
    return Promise.all(
      answers.map(async ({ link, ...run }) => ({ ...run, exchange: await exchangeUnder(store, link) })),
    )
  }

  const held = anchor === '' ? undefined : await exchangeUnder(store, await anchorKey(anchor, scope))
  const { edits, exchanges } = reinsert(history, await knownAnswers(), held?.results ?? [], hidden)
  const moved = held?.anchor === undefined ? [] : (hidden.anchors?.moved(request, held.anchor) ?? [])
  return {
    edits: [...edits, ...moved],
    exchanges,
    isAnswered,
    place: async () => (await links()).end,
    noteExchange: () => note('exchanges'),
    noteBeginning: () => note('began'),
    beganHere: () => isNoted('began'),
  }
}

type Note = Parameters<typeof openingKey>[0]

/** What a conversation shows before its first answer. */
function openingOf({ items }: History, { shows }: Pick<HiddenCalls, 'shows'>): readonly Shown[] {
  const opening: Shown[] = []
  for (const item of items) {
    const shown = shows(item)
    if (shown.kind === 'answer') break
    opening.push(shown)
  }
  return opening
}
