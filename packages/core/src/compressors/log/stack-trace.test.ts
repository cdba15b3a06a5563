import { describe, expect, it } from 'vitest'
import { frameOwner } from './stack-trace.ts'

describe('frameOwner', () => {
  it('tells own frames of many languages', () => {
    const lines = [
      '    at shop.orders.OrderStore.save(OrderStore.java:88)',
      '    at placeOrder (/app/src/orders.ts:41:7)',
      '    at async file:///app/src/main.ts:9:3',
      '  File "/app/orders.py", line 41, in place',
      '\t/home/me/shop/orders.go:88 +0x1d',
      '   4: shop::orders::place',
    ]
    expect(lines.filter((line) => frameOwner(line) !== 'own')).toEqual([])
  })

  it('tells frames of dependencies, run times and standard libraries', () => {
    const lines = [
      '\tat java.base/java.lang.Thread.run(Thread.java:833)',
      '    at org.springframework.web.Handler.handle(Handler.java:50)',
      '    at next (/app/node_modules/express/lib/router.js:3:5)',
      '    at node:internal/process/task_queues:95:5',
      '  File "/usr/lib/python3.12/json/decoder.py", line 355, in raw_decode',
      '  File "/venv/lib/python3.12/site-packages/django/core/x.py", line 1, in y',
      '  File "<frozen importlib._bootstrap>", line 1178, in _find_and_load',
      '\t/usr/local/go/src/testing/testing.go:1446 +0x10b',
      '   4: std::panicking::begin_panic',
      '\t... 23 more',
    ]
    expect(lines.filter((line) => frameOwner(line) !== 'vendor')).toEqual([])
  })

  it('takes log lines and prose for no frames', () => {
    const lines = ['12:00:01 INFO at work', 'see file.go:12 for more', 'looked at it: twice', '']
    expect(lines.filter((line) => frameOwner(line) !== undefined)).toEqual([])
  })
})
