import { PASS_LENGTH, type Steps } from '../steps.ts'

/** What an item costs beside its own length, in UTF-16 units of text: 8,192 items without a length are a step. */
export const ITEM_LENGTH: number = 16

/**
 * Does something with each item, in order. A step is 128 Ki of texts, or 8,192 items of another kind.
 *
 * @param itemLength What an item costs beside its own length, in UTF-16 units, where it is more than usual.
 */
export function* eachInSteps<T>(
  items: readonly T[],
  work: (item: T, index: number) => void,
  itemLength: number = ITEM_LENGTH,
): Steps<void> {
  let done = 0
  for (let index = 0; index < items.length; index++) {
    const item = items[index] as T
    work(item, index)
    done += typeof item === 'string' ? itemLength + item.length : itemLength
    if (done < PASS_LENGTH) continue
    done = 0
    yield
  }
}

/** Whether some item passes; no further one is looked at. Steps as in `eachInSteps()`. */
export function* someInSteps<T>(items: readonly T[], passes: (item: T) => boolean): Steps<boolean> {
  let done = 0
  for (const item of items) {
    if (passes(item)) return true
    done += typeof item === 'string' ? ITEM_LENGTH + item.length : ITEM_LENGTH
    if (done < PASS_LENGTH) continue
    done = 0
    yield
  }
  return false
}

/** What a function makes of each item, in order; steps as in `eachInSteps()`. */
export function* mapInSteps<T, U>(
  items: readonly T[],
  made: (item: T, index: number) => U,
  itemLength?: number,
): Steps<U[]> {
  const all: U[] = []
  const add = (item: T, index: number): void => {
    all.push(made(item, index))
  }
  yield* eachInSteps(items, add, itemLength)
  return all
}

/** The indices of the items that pass, ascending; steps as in `eachInSteps()`. */
export function* indicesInSteps<T>(items: readonly T[], passes: (item: T, index: number) => boolean): Steps<number[]> {
  const all: number[] = []
  yield* eachInSteps(items, (item, index) => {
    if (passes(item, index)) all.push(index)
  })
  return all
}
