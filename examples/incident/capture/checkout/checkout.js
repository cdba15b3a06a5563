import { charge } from './gateway.js'

/** Takes the payment of one order. */
export async function checkout(pool, order, log) {
  const client = await pool.connect()
  const paymentId = await openPayment(client, order)
  const rate = await rateOf(client, order.currency)
  if (rate === undefined) {
    log('WARN', `order ${order.id} has no exchange rate for ${order.currency}, payment ${paymentId} left pending`)
    return { status: 202, paymentId }
  }
  const { failureCode, reference, milliseconds } = await charge(order)
  await settlePayment(client, paymentId, Math.round(order.amountCents * rate), failureCode, reference)
  client.release()
  log('INFO', `payment ${paymentId} ${failureCode ?? 'captured'} by ${order.gateway} in ${milliseconds} ms`)
  return { status: failureCode === undefined ? 200 : 402, paymentId }
}

async function openPayment(client, order) {
  const { rows } = await client.query(
    `INSERT INTO payments (order_id, customer_id, currency, amount_cents, gateway) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [order.id, order.customerId, order.currency, order.amountCents, order.gateway],
  )
  return rows[0].id
}

async function rateOf(client, currency) {
  const { rows } = await client.query('SELECT rate FROM exchange_rates WHERE currency = $1', [currency])
  return rows[0] && Number(rows[0].rate)
}

async function settlePayment(client, paymentId, amountEurCents, failureCode, reference) {
  await client.query(
    `UPDATE payments SET status = $2, failure_code = $3, gateway_reference = $4, amount_eur_cents = $5, settled_at = now() WHERE id = $1`,
    [paymentId, failureCode === undefined ? 'captured' : 'declined', failureCode, reference, amountEurCents],
  )
}
