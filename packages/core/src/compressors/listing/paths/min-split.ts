/**
 * Lists of fewer paths keep each path in one piece: an agent copies a path from a short list, and there is little to save.
 * Source: of 192 facts that agents took from earlier tool results, 7 are paths out of lists of fewer than 60, 1 out of a longer one.
 */
export const MIN_SPLIT = 60
