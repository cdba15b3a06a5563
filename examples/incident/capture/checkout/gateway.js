import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** Stands in for a card processor: an answer that depends on the order alone, after a delay that does too. */
export async function charge(order) {
  const digest = createHash('sha256').update(`${order.gateway}/${order.id}`).digest()
  const milliseconds = 4 + (digest[0] % 24)
  await sleep(milliseconds)
  const declined = digest[1] < 16
  return {
    milliseconds,
    reference: `${order.gateway === 'stripe' ? 'pi' : 'psp'}_${digest.toString('hex', 2, 12)}`,
    failureCode: declined ? (digest[2] % 2 === 0 ? 'insufficient_funds' : 'card_expired') : undefined,
  }
}
