import type { HiddenCalls, Shown } from '../types/hidden.ts'
import type { Store } from '../types/store.ts'
import type { Conversation } from './conversation.ts'
import { type Exchange, exchangeUnder, type HeldResult, keepExchange } from './exchange.ts'
import { anchorKey, linkOf, showsAnything } from './link.ts'

/** Where a turn is recorded. */
export interface RecordOptions<Request, Reply> {
  readonly hidden: Pick<HiddenCalls<Request, Reply>, 'shows' | 'reference' | 'alternates' | 'anchors'>
  /** The client's conversation, in which the answer stands. */
  readonly conversation: Conversation
  readonly store: Store
  readonly scope: string
}

/** A turn that is over. */
export interface Ended {
  /** Items that stand before the last reply's, out of the client's sight. */
  readonly exchanged: readonly unknown[]
  /** Items of the last reply, as upstream is to have them. */
  readonly last: readonly unknown[]
  /** Items of the answer, as the client has it. */
  readonly shown: readonly unknown[]
  /** Answers that wait for those of the client's own calls. */
  readonly results: readonly HeldResult[]
}

/** Records what the client does not see of a turn. Where that fails, the answer stands, and the next turn is sent as the client has it. */
export async function recordTurn<Request, Reply>(
  { exchanged, last, shown, results }: Ended,
  { hidden, conversation, store, scope }: RecordOptions<Request, Reply>,
): Promise<void> {
  await kept(async () => {
    const place = await conversation.place()
    const answers = formsOf(shown, hidden).filter(showsAnything)
    if (place === undefined || answers.length === 0) return
    const says = showsAnything(last.map((item) => hidden.shows(item)))
    // Results would come to stand beside what the client says next.
    if (!says && hidden.alternates === true) return
    // A message that says nothing is refused.
    const items = says ? [...exchanged, ...last] : exchanged
    const exchange = { before: conversation.exchanges, items, results }
    for (const answer of answers) {
      const link = await linkOf(place, answer, scope)
      if (!(await isKept(store, link, answer, exchange))) await keepExchange(store, link, exchange)
    }
    await conversation.noteExchange()
  })
}

/**
 * Records a turn for a client that goes on from what the provider keeps: it may know the turn by its first reply, and the last one
 * holds all.
 *
 * @param results Answers that the provider wants of calls in the last reply.
 */
export async function recordAnchors<Request, Reply>(
  replies: readonly Reply[],
  results: readonly HeldResult[],
  { hidden, conversation, store, scope }: RecordOptions<Request, Reply>,
): Promise<void> {
  const [first, last] = [replies[0], replies.at(-1)].map((reply) => reply && hidden.anchors?.after(reply))
  if (last === undefined || (first === last && results.length === 0)) return
  await kept(async () => {
    const exchange = { before: conversation.exchanges, items: [], results }
    await keepExchange(store, await anchorKey(last, scope), exchange)
    if (first !== undefined && first !== last)
      await keepExchange(store, await anchorKey(first, scope), { ...exchange, anchor: last })
  })
}

/** What the answer shows when it comes back, as it is or by references. */
function formsOf<Request, Reply>(
  items: readonly unknown[],
  { shows, reference }: Pick<HiddenCalls<Request, Reply>, 'shows' | 'reference'>,
): readonly (readonly Shown[])[] {
  const forms = reference === undefined ? [items] : [items, items.map((item) => reference(item))]
  return forms.map((form) => form.map((item) => shows(item)))
}

/**
 * Whether another exchange stays in place of this one: asked again, a model may say the same after another, but what was sent once
 * stays. Not where it calls tools: some servers count the ids of calls, so that others have the same.
 */
async function isKept(store: Store, link: string, answer: readonly Shown[], { before }: Exchange): Promise<boolean> {
  if (answer.some(({ known }) => known.length > 0)) return false
  return (await exchangeUnder(store, link))?.before === before
}

async function kept(keep: () => Promise<void>): Promise<void> {
  try {
    await keep()
  } catch {
    // A store that fails, or content that is no JSON.
  }
}
