import { InvalidOptionError } from '@headroom/core'

/**
 * Checks that a chat model is of a `@langchain/core` that is supported, by what it says of itself and by the methods that it has.
 *
 * @throws InvalidOptionError naming the version and the range.
 */
export function assertVersion(model: object): void {
  const { metadata, _streamChatModelEvents }: Partial<Versioned> = model
  const version = metadata?.versions?.['@langchain/core'] ?? ''
  const [major = ''] = version.split('.')
  const isOld = typeof _streamChatModelEvents !== 'function'
  if (!isOld && (major === '' || Number(major) <= NEWEST_MAJOR)) return
  const got = version === '' ? 'one of an older version' : version
  throw new InvalidOptionError('llm', `must be a chat model of @langchain/core ${RANGE}, got ${got}`)
}

/** As in this package's peer dependencies. */
const RANGE = '1.2.13 or later, below 2'
const NEWEST_MAJOR = 1

/** Where a chat model says what it is made of. */
interface Versioned {
  readonly metadata: { readonly versions?: Readonly<Record<string, string>> } | undefined
  /** Since 1.2. */
  readonly _streamChatModelEvents: unknown
}
