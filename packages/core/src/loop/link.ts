import { keyOf } from '../memory/key.ts'
import type { Shown } from '../types/hidden.ts'

/** A place in a conversation, as the client has it. */
export interface Place {
  /** The link of the last answer before it; empty before the first, or what the provider keeps of the conversation. */
  readonly link: string
  /** What the items since then show. */
  readonly since: readonly unknown[]
}

/** An answer of the model in a conversation: an unbroken run of its items. */
export interface Run {
  /** Index of its first item. */
  readonly from: number
  /** Index after its last item. */
  readonly to: number
}

/** An answer with the key of the conversation up to and including it. */
export interface Answer extends Run {
  readonly link: string
}

/** The answers of a conversation. */
export function* runsOf(shown: readonly Shown[]): Generator<Run> {
  let from = shown.findIndex(isAnswer)
  while (from >= 0 && from < shown.length) {
    let to = from + 1
    while (to < shown.length && isAnswer(shown[to])) to++
    yield { from, to }
    from = to
    while (from < shown.length && !isAnswer(shown[from])) from++
  }
}

/**
 * The answers of a conversation with the key of each: of the answer before and of all that was shown since. The place after the
 * last one.
 *
 * @param start What the provider keeps of the conversation; empty where all of it is here.
 * @param scope Keeps tenants apart.
 */
export async function linksOf(
  shown: readonly Shown[],
  start: string,
  scope: string,
): Promise<{ readonly answers: readonly Answer[]; readonly end: Place }> {
  const answers: Answer[] = []
  let [link, after] = [start, 0]
  for (const { from, to } of runsOf(shown)) {
    link = await linkOf({ link, since: saidIn(shown.slice(after, from)) }, shown.slice(from, to), scope)
    answers.push({ from, to, link })
    after = to
  }
  return { answers, end: { link, since: saidIn(shown.slice(after)) } }
}

function isAnswer(shown: Shown | undefined): boolean {
  return shown?.kind === 'answer'
}

function saidIn(shown: readonly Shown[]): readonly unknown[] {
  return shown.filter(({ kind }) => kind !== 'instructions').map(({ text, known }) => [text, ...known])
}

/**
 * A key of how a conversation opens, under which something is noted of all of it.
 *
 * @param note What is noted: `exchanges`, that some are hidden in it (most have none, and need no links); `began`, that it began here.
 * @param opening What is shown before the first answer.
 * @param start As in `linksOf`.
 */
export function openingKey(
  note: 'exchanges' | 'began',
  opening: readonly Shown[],
  start: string,
  scope: string,
): Promise<string> {
  return keyOf(`${note}\n${start}\n${JSON.stringify(saidIn(opening))}`, scope)
}

/** The key of a conversation up to and including an answer. */
export function linkOf({ link, since }: Place, answer: readonly Shown[], scope: string): Promise<string> {
  return keyOf(`exchange\n${link}\n${JSON.stringify([...since, shownBy(answer)])}`, scope)
}

/** Whether an answer shows anything that it could be known by. */
export function showsAnything(answer: readonly Shown[]): boolean {
  return shownBy(answer).some((value) => value !== '')
}

/** The key of what the provider keeps under an id. */
export function anchorKey(anchor: string, scope: string): Promise<string> {
  return keyOf(`exchange\n${anchor}`, scope)
}

// Clients trim what they show, and cut it into other parts than it came in.
function shownBy(answer: readonly Shown[]): readonly unknown[] {
  return [
    answer
      .map(({ text }) => text)
      .join('')
      .trim(),
    ...answer.flatMap(({ known }) => known),
  ]
}
