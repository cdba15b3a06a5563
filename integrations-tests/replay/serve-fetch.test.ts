import { describe, expect, it, onTestFinished } from 'vitest'
import { serveFetch } from './serve-fetch.ts'

describe('serveFetch', () => {
  it('gives path, headers and body on, and the answer back', async () => {
    const { url, close } = await serveFetch('http://upstream.invalid', async (input, init) => {
      const request = new Request(input, init)
      return Response.json(
        { at: request.url, told: request.headers.get('x-told'), said: await request.text() },
        { status: 201 },
      )
    })
    onTestFinished(close)
    const response = await fetch(`${url}/v1/a?b=c`, { method: 'POST', headers: { 'x-told': 'yes' }, body: 'hello' })
    expect(response.status).toBe(201)
    expect(await response.json()).toEqual({ at: 'http://upstream.invalid/v1/a?b=c', told: 'yes', said: 'hello' })
  })

  it('answers 502 with the reason where there is none', async () => {
    const { url, close } = await serveFetch('http://upstream.invalid', () => Promise.reject(new Error('no more')))
    onTestFinished(close)
    const response = await fetch(url)
    expect([response.status, await response.text()]).toEqual([502, 'Error: no more'])
  })
})
