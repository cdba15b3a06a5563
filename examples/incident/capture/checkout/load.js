import { setTimeout as sleep } from 'node:timers/promises'

/** Orders in all, and the pause between two of them in milliseconds. The pool of ten is used up at the tenth order in CHF. */
const ORDERS = 330
const PAUSE_MILLISECONDS = 45

const CURRENCIES = ['EUR', 'EUR', 'EUR', 'EUR', 'USD', 'GBP', 'EUR', 'USD', 'SEK', 'EUR', 'GBP', 'USD', 'EUR']

const inFlight = []
for (let index = 0; index < ORDERS; index++) {
  inFlight.push(fetch(process.env.CHECKOUT_URL, { method: 'POST', body: JSON.stringify(orderAt(index)) }))
  await sleep(PAUSE_MILLISECONDS)
}
await Promise.all(inFlight)

function orderAt(index) {
  return {
    id: 88_100 + index,
    customerId: 1000 + ((index * 7919) % 941),
    // One hotel chain books a whole year at once.
    amountCents: index === 143 ? 1_849_900 : 900 + ((index * 2777) % 18_000),
    currency: index % 27 === 25 ? 'CHF' : CURRENCIES[index % CURRENCIES.length],
    gateway: index % 3 === 0 ? 'adyen' : 'stripe',
  }
}
