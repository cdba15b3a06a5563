import { describe, expect, it } from 'vitest'
import { checkout } from './checkout.js'

const ORDER = { id: 1, customerId: 1, currency: 'EUR', amountCents: 100, gateway: 'stripe' }

describe('checkout', () => {
  it('gives its connection back after a payment', async () => {
    expect(await connectionsHeldAfter({ currency: 'EUR' })).toBe(0)
  })

  it('gives its connection back when there is no exchange rate', async () => {
    expect(await connectionsHeldAfter({ currency: 'CHF' })).toBe(0)
  })
})

async function connectionsHeldAfter(order) {
  let held = 0
  const query = async (sql) => ({
    rows: sql.startsWith('INSERT') ? [{ id: 1 }] : order.currency === 'CHF' ? [] : [{ rate: '1' }],
  })
  const connect = async () => (held++, { query, release: () => held-- })
  await checkout({ connect }, { ...ORDER, ...order }, () => {})
  return held
}
