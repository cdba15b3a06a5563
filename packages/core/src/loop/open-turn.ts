import { dialectOf } from '../dialects/detect.ts'
import { InvalidOptionError } from '../errors.ts'
import { memberOf } from '../member-of.ts'
import { resolveOptions, type ResolvedOptions } from '../options.ts'
import { planRequest } from '../plan.ts'
import { retrieveTool } from '../retrieve/tool.ts'
import type { Dialect } from '../types/dialect.ts'
import type { Edit } from '../types/edit.ts'
import type { HiddenCalls, RequestHeader } from '../types/hidden.ts'
import type { Report, ViewObstacle } from '../types/report.ts'
import { isOwnStore } from '../memory/own-store.ts'
import { namedDialect, reportOfDisabled, reportOfFailure, reportOfUnknown } from '../unread.ts'
import { type Conversation, readConversation, UNKNOWN } from './conversation.ts'
import { declaresOurs } from './declares-ours.ts'
import { edited, type Sent } from './draft.ts'
import { type Join, joinOf } from './join.ts'
import { assertTurnOptions, MAX_ROUNDS, type TurnOptions } from './options.ts'
import { createRounds, type Rounds } from './rounds.ts'
import { untilAborted } from './until-aborted.ts'

/** One call of a model on its way: what is sent, and what follows the reply. */
export interface Turn<Request = unknown, Reply = unknown> {
  /** What is sent first. */
  readonly sent: Sent<Request>
  /** What was done to it. */
  readonly report: Report
  /** The request's dialect; undefined where none knows it. */
  readonly dialect: Dialect<Request, Reply> | undefined
  /** The rounds, where retrieve calls are answered here; undefined where replies are the client's as they come. */
  readonly rounds: Rounds<Request, Reply> | undefined
  /** Hidden exchanges that stand in the request. */
  readonly exchanges: number
  /** What the request needs in its headers, beside the client's own values of them. */
  readonly headers: readonly RequestHeader[]
}

/**
 * Prepares a call of a model: puts back what the client did not see of its conversation, shortens tool results, and declares the
 * retrieve tool, as the last one.
 *
 * The tool is declared in every request that declares tools or holds tool results, whether or not anything was shortened, and in no
 * other. Where it cannot be, or calls cannot be answered out of the client's sight, nothing is declared, the policy is `lossless`,
 * and the report says why (`noViews`). Where the client has declared it itself, its calls are the client's.
 *
 * @param request A request of a known dialect, as a value. Never changed.
 * @param body The same as JSON text, where the host has it: then both are edited alike, and no byte beside the edits changes.
 * @throws InvalidOptionError; the signal's reason. Content never throws.
 */
export async function openTurn<Request, Reply = unknown>(
  request: Request,
  options: TurnOptions,
  body?: string,
): Promise<Turn<Request, Reply>> {
  assertTurnOptions(options)
  const { dialect: name, maxRounds = MAX_ROUNDS, resumes = false, retrieve = 'hidden', ...planOptions } = options
  const named = namedDialect(name)
  const resolved = await resolveOptions(planOptions, memberOf(request, 'model'))
  const given = { request, body }
  if (!resolved.enabled) return unread(given, reportOfDisabled())
  try {
    const dialect = (named ?? dialectOf(request)) as Dialect<Request, Reply> | undefined
    if (dialect === undefined) return unread(given, reportOfUnknown())
    const isLossless = options.policy === 'lossless' && options.tools === undefined
    const store = resolved.store ?? options.store
    const isOwn = isOwnStore(options.store)
    const turn = opened(given, dialect, { ...resolved, store, isOwn, maxRounds, resumes, retrieve, isLossless })
    return await untilAborted(turn, resolved.signal)
  } catch (error) {
    resolved.signal?.throwIfAborted()
    if (error instanceof InvalidOptionError) throw error
    return unread(given, reportOfFailure(error))
  }
}

/** What a turn goes by. */
interface Settings extends ResolvedOptions {
  readonly store: NonNullable<ResolvedOptions['store']>
  /** Whether nobody else can read the store. */
  readonly isOwn: boolean
  readonly maxRounds: number
  readonly resumes: boolean
  readonly retrieve: 'hidden' | 'visible'
  /** Whether nothing is ever left out, so that there is nothing to retrieve. */
  readonly isLossless: boolean
}

async function opened<Request, Reply>(
  given: Sent<Request>,
  dialect: Dialect<Request, Reply>,
  settings: Settings,
): Promise<Turn<Request, Reply>> {
  const hidden = settings.retrieve === 'hidden' ? dialect.hidden : undefined
  const { conversation, join } = hidden === undefined ? { conversation: UNKNOWN } : await known(given, hidden, settings)
  const { exchanges } = conversation
  const full = join?.full ?? edited(given, conversation.edits)
  const executor = executorOf(full.request, dialect, settings, join)
  const shorten = (next: Sent<Request>): Promise<Shortened<Request>> =>
    shortened(next, dialect, settings, executor, join)
  const { sent, report } = await shorten(full)
  const turn = { sent, report, dialect, exchanges, headers: join?.headers ?? [] }
  if (executor !== 'here' || hidden === undefined) return { ...turn, rounds: undefined }
  const upstream = async (next: Sent<Request>): Promise<Sent<Request>> => (await shorten(next)).sent
  const added = join?.added ?? []
  return { ...turn, rounds: createRounds({ ...settings, dialect, hidden, full, conversation, added, upstream }) }
}

/** What the store knows of a request's conversation. One that cannot be read, or whose store fails, is sent as the client has it. */
async function known<Request, Reply>(
  given: Sent<Request>,
  hidden: HiddenCalls<Request, Reply>,
  { store, scope, resumes }: Settings,
): Promise<{ readonly conversation: Conversation; readonly join?: Join<Request> | undefined }> {
  try {
    const conversation = await readConversation(given.request, hidden, store, scope)
    const join = resumes ? await joinOf(edited(given, conversation.edits), hidden, conversation) : undefined
    return { conversation, join }
  } catch {
    return { conversation: UNKNOWN }
  }
}

/** Who answers the retrieve tool: this turn, the client, nobody, as nothing is to be retrieved, or nobody can for a reason. */
type Executor = 'here' | 'client' | 'nobody' | { readonly noViews: ViewObstacle }

function executorOf<Request, Reply>(
  request: Request,
  dialect: Dialect<Request, Reply>,
  settings: Settings,
  join: Join<Request> | undefined,
): Executor {
  const [declaration] = dialect.addTool(request, retrieveTool)
  const [probed] = declaration === undefined ? dialect.addTool(request, PROBE) : []
  if (probed !== undefined && !declaresOurs(request, probed.path)) return { noViews: 'foreign-tool' }
  if (probed !== undefined) return settings.isOwn ? { noViews: 'own-store' } : 'client'
  if (settings.isLossless) return 'nobody'
  if (settings.retrieve === 'visible') return { noViews: 'not-declared' }
  if (join?.at === Infinity) return { noViews: 'no-tool' }
  if (declaration === undefined || !usesTools(request, dialect, declaration)) return { noViews: 'no-tool' }
  const noViews = dialect.hidden === undefined ? 'dialect' : dialect.hidden.obstacle(request)
  return noViews === undefined ? 'here' : { noViews }
}

/** A tool that nobody has: where it can be declared and the retrieve tool cannot, that is declared already. */
const PROBE = { ...retrieveTool, name: `${retrieveTool.name}_probe` }

/** Whether a request declares tools, so that one more is added to a list, or holds results of some. */
function usesTools<Request, Reply>(request: Request, dialect: Dialect<Request, Reply>, { path }: Edit): boolean {
  return path.at(-1) === '-' || [...dialect.segments(request)].some(({ role }) => role === 'tool')
}

/** A request as it is sent, and the report of it. */
interface Shortened<Request> {
  readonly sent: Sent<Request>
  readonly report: Report
}

async function shortened<Request, Reply>(
  full: Sent<Request>,
  dialect: Dialect<Request, Reply>,
  settings: Settings,
  executor: Executor,
  join: Join<Request> | undefined,
): Promise<Shortened<Request>> {
  const canRetrieve = executor === 'here' || executor === 'client'
  const obstacle = typeof executor === 'object' ? executor : {}
  const read = join === undefined ? dialect : frozenBefore(join.at, dialect)
  const { edits, report } = await planRequest(read as Dialect, full.request, { ...settings, canRetrieve, ...obstacle })
  const declared = executor === 'here' && join === undefined ? dialect.addTool(full.request, retrieveTool) : []
  const sent = edited(full, [...edits, ...declared])
  return { sent, report }
}

/** A dialect whose segments before an item are what the provider has read. */
function frozenBefore<Request, Reply>(at: number, dialect: Dialect<Request, Reply>): Dialect<Request, Reply> {
  return {
    ...dialect,
    *segments(request) {
      for (const segment of dialect.segments(request))
        yield segment.turn < at ? { ...segment, isFrozen: true } : segment
    },
  }
}

function unread<Request, Reply>(sent: Sent<Request>, report: Report): Turn<Request, Reply> {
  return { sent, report, dialect: undefined, rounds: undefined, exchanges: 0, headers: [] }
}
