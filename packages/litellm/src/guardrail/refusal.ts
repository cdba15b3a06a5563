/** A request that is not answered, and the status that says so. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal'
  /** 400 to 500. */
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** The response to a request that was refused, or at which we failed. */
export function responseOf(error: unknown): Response {
  const refused = error instanceof Refusal ? error : new Refusal(500, `Headroom failed: ${String(error)}`)
  const headers = HEADERS[refused.status] ?? {}
  return Response.json({ error: refused.message }, { status: refused.status, headers })
}

const HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: { 'www-authenticate': 'Bearer' },
  405: { allow: 'POST' },
}
